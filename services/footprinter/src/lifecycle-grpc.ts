import { LifecycleServiceDefinition } from "@celadon/proto";
import { accept, reject } from "@celadon/quantity";
import { awayError, type GrpcClients, refusalFrom } from "@celadon/runtime";
import type { Lifecycle } from "./lifecycle.ts";

const deadlineMs = 5_000;

/** The engine in another process, by gRPC. Throws what `waitReason` knows while nobody answers within the deadline, retries included. */
export function lifecycleGrpc(clients: GrpcClients): Lifecycle {
  const client = clients.create(LifecycleServiceDefinition, deadlineMs);
  return {
    calculate: async (inventory) => {
      try {
        return accept(await client.calculate({ inventory }));
      } catch (error) {
        const refused = refusalFrom(error);
        if (refused?.code === "contradictory-inventory") return reject(refused.code, refused.message);
        throw awayError(error) ?? error;
      }
    },
  };
}
