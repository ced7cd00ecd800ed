import type { Ranking } from "@celadon/proto";
import { type Caller, comparesAll, type Refusal, refusalOf, refuse, type Store } from "@celadon/runtime";
import { type RankQuestion, rankPeers } from "./rank-peers.ts";
import { peersFor, rankingSeenBy } from "./seen-by.ts";

/** The ranking of `rankPeers` as the caller may see it; a refusal names no peer either. */
export async function rankPeersFor(caller: Caller, store: Store, question: RankQuestion): Promise<Ranking> {
  const factories = peersFor(caller, question.factories);
  try {
    return rankingSeenBy(caller, await rankPeers(store, { ...question, factories }));
  } catch (error) {
    const refusal = refusalOf(error);
    throw refusal === undefined || caller.factories === "all" || comparesAll(caller)
      ? error
      : refuse(nameless(refusal));
  }
}

/** What these say names a factory of the group. */
function nameless(refusal: Refusal): Refusal {
  switch (refusal.code) {
    case "no-ranking-of-one":
      return {
        ...refusal,
        message: "Fewer than two of this group have a figure in that time: take another period or group.",
      };
    case "unknown-factory":
      return {
        ...refusal,
        message: "Nothing of the factories named can be ranked there: celadon indicators lists what there is.",
      };
    case "contradictory":
      return {
        ...refusal,
        message: "Two figures of this group contradict each other: who runs this Celadon sees which.",
      };
    default:
      return refusal;
  }
}
