import type { AddressInfo } from "node:net";
import type { openHttp } from "@celadon/runtime";

type HttpServer = Awaited<ReturnType<typeof openHttp>>;

/** Listens in plain and returns the port. */
export async function listenHttp(app: HttpServer, { host, port }: Address): Promise<number> {
  await app.listen({ host, port });
  return (app.server.address() as AddressInfo).port; // a TCP server that listens has one
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Listens by `listen`. A taken port is a sentence. */
export async function listening<Bound>(
  { host, port }: Address,
  variable: "CELADON_HTTP_PORT" | "CELADON_GRPC_PORT",
  listen: () => Promise<Bound>,
): Promise<Bound> {
  try {
    return await listen();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    throw new Error(`Port ${port} of ${host} is taken: stop what listens there, or set ${variable} to another port.`);
  }
}
