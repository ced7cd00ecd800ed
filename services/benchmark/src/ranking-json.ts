import type { PeerGroup, RankedPlace, Ranking, UnrankedPeer } from "@celadon/proto";
import { figureJson } from "./indicator-json.ts";

/**
 * A ranking in the JSON of the interface: one list, best first, then who has no place. Every element says of which group and period
 * it is and what the ranking may be called, so that one taken out of the list still does.
 */
export function rankingJson({ places, unranked, indicator, period, peerGroup, claims }: Ranking) {
  const context = { indicator, period, peerGroup: peerGroup === undefined ? null : groupJson(peerGroup), claims };
  return [
    ...places.map((place) => ({ ...placeJson(place), ...context })),
    ...unranked.map((peer) => ({ ...unrankedJson(peer), ...context })),
  ];
}

function placeJson({ indicator, place, tier, rankFrom, rankTo }: RankedPlace) {
  if (indicator === undefined) throw new TypeError("A place has a figure: the edge gives no other.");
  const named = namesJson(indicator);
  return { place, tier, rankFrom, rankTo, ...named, ...figureJson(indicator), reason: null, evidence: null };
}

const unrankedJson = ({ factory, product, reason, evidence }: UnrankedPeer) => ({
  ...{ place: null, tier: null, rankFrom: null, rankTo: null, ...namesJson({ factory, product }), amount: null },
  ...{ reason, evidence: evidence === "" ? null : evidence },
});

/** Null where the one who asks may not know whose place it is. */
const namesJson = ({ factory, product }: Pick<UnrankedPeer, "factory" | "product">) => ({
  factory: factory === "" ? null : factory,
  product: product === "" ? null : product,
});

const groupJson = ({ productGroup, declaredUnit, boundary, keys, simulated }: PeerGroup) => ({
  ...{ productGroup, declaredUnit, boundary, simulated },
  keys: keys.map(({ name, value }) => ({ name, value })),
});
