import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type GrpcClients, openGrpcClients } from "@celadon/runtime";
import { startCeladon } from "../journey/celadon.ts";

/** A Celadon in a process of its own, and clients of its gRPC side at the port it has announced. */
export async function celadonProcess(): Promise<
  { readonly url: string; readonly clients: GrpcClients } & AsyncDisposable
> {
  const celadon = await startCeladon();
  const { grpcPort } = JSON.parse(readFileSync(join(celadon.folder, "owner.json"), "utf8")) as { grpcPort: number };
  const clients = openGrpcClients(`127.0.0.1:${grpcPort}`);
  return {
    url: celadon.url,
    clients,
    [Symbol.asyncDispose]: async () => {
      clients[Symbol.dispose]();
      await celadon[Symbol.asyncDispose]();
    },
  };
}
