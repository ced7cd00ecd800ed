import type { AddressInfo } from "node:net";
import type { GrpcServer, openHttp } from "@celadon/runtime";

type HttpServer = Awaited<ReturnType<typeof openHttp>>;

/** Listens on loopback and returns the port. A taken port is a sentence. */
export const listenHttp = (app: HttpServer, port: number): Promise<number> =>
  listening(port, "CELADON_HTTP_PORT", async () => {
    await app.listen({ host: "127.0.0.1", port });
    return (app.server.address() as AddressInfo).port; // a TCP server that listens has one
  });

export const listenGrpc = (server: GrpcServer, port: number): Promise<number> =>
  listening(port, "CELADON_GRPC_PORT", () => server.listen(port));

async function listening(port: number, variable: string, listen: () => Promise<number>): Promise<number> {
  try {
    return await listen();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    throw new Error(`Port ${port} of 127.0.0.1 is taken: stop what listens there, or set ${variable} to another port.`);
  }
}
