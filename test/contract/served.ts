import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type GrpcClients, openGrpc, openGrpcClients, openLog, type Rpc, unguarded } from "@celadon/runtime";

/** Contracts served on a free port of loopback, and clients of them. Disposing ends both. */
export async function served(rpcs: readonly Rpc[]): Promise<{ readonly clients: GrpcClients } & AsyncDisposable> {
  const descriptors = readFileSync(fileURLToPath(import.meta.resolve("@celadon/proto/descriptors")));
  const server = openGrpc(rpcs, { descriptors, notes: openLog("error"), guard: unguarded });
  const clients = openGrpcClients(`127.0.0.1:${await server.listen(0)}`);
  return {
    clients,
    [Symbol.asyncDispose]: async () => {
      clients[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}
