import { join } from "node:path";
import { certificateRoutes, certificateRpc, openIssuer, openRegistry, type Registry } from "@celadon/certificate";
import type { Ground, Part } from "./ground.ts";

export interface CertificatePart extends Part {
  readonly registry: Registry;
}

/** Issues certificates of footprints, and checks them. The issuer's keys lie in the data folder of the one process that signs. */
export async function certificatePart({
  config,
  store,
  now,
}: Pick<Ground, "config" | "store" | "now">): Promise<CertificatePart> {
  const issuer = await openIssuer(join(config.dataFolder, "issuer"));
  const registry = openRegistry(store);
  const ports = { store, registry, issuer, now };
  return { run: [], routes: [certificateRoutes(ports)], rpcs: [certificateRpc(ports)], registry };
}
