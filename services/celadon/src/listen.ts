import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";

/** Listens on loopback and returns the port. A taken port is a sentence. */
export async function listen(app: FastifyInstance, port: number): Promise<number> {
  try {
    await app.listen({ host: "127.0.0.1", port });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    throw new Error(
      `Port ${port} of 127.0.0.1 is taken: stop what listens there, or set CELADON_HTTP_PORT to another port.`,
    );
  }
  return (app.server.address() as AddressInfo).port; // a TCP server that listens has one
}
