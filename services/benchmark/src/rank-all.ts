import type { Ranking } from "@celadon/proto";
import { type Caller, refusalOf, type Store } from "@celadon/runtime";
import { rankPeersFor } from "./rank-peers-for.ts";

/** A product group with its ranking by footprint, or the sentence why there is none. */
export interface RankedGroup {
  readonly productGroup: string;
  readonly ranking: Ranking | undefined;
  readonly why: string;
}

/** Every product group there is, by name, over the last months it has, as the caller may see it. */
export async function rankAll(store: Store, caller: Caller): Promise<readonly RankedGroup[]> {
  const names = await store.rows<{ productGroup: string }>({
    text: "SELECT DISTINCT productGroup FROM peerGroups WHERE indicator = 'footprint' ORDER BY productGroup",
  });
  const groups: RankedGroup[] = [];
  for (const { productGroup } of names) {
    const question = {
      ...{ productGroup, declaredUnit: "", boundary: "", keys: [], population: "" as const },
      ...{ factories: [], indicator: "footprint", months: undefined },
    };
    try {
      groups.push({ productGroup, ranking: await rankPeersFor(caller, store, question), why: "" });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      groups.push({ productGroup, ranking: undefined, why: refusal.message });
    }
  }
  return groups;
}
