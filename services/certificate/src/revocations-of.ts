import type { Revocations } from "@celadon/footprint-to-certificate";
import type { Registry } from "./registry.ts";

/** What this installation has revoked, as of an instant; by whom is nobody else's business. */
export async function revocationsOf(registry: Pick<Registry, "list">, asOfMs: number): Promise<Revocations> {
  const all = await registry.list();
  const revoked = all.flatMap(({ id, revocation }) =>
    revocation === undefined ? [] : [{ id, atMs: revocation.atMs, why: revocation.why }],
  );
  return { asOfMs, revoked };
}
