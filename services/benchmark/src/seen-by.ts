import { Indicator, type RankedPlace, type Ranking, type UnrankedPeer } from "@celadon/proto";
import { type Caller, comparesAll, reaches, refuseForeign } from "@celadon/runtime";

/** The factories a question is about: those named, each of which must be the caller's, or all of the caller's. Empty: all there are. */
export function factoriesFor(caller: Caller, named: readonly string[]): readonly string[] {
  const { factories } = caller;
  if (factories === "all" || comparesAll(caller)) return named;
  for (const factory of named) refuseForeign(caller, factory);
  return named.length > 0 ? named : factories;
}

/** The peers a ranking is asked for by name, each of which must be the caller's. Empty: the whole group. */
export const peersFor = (caller: Caller, named: readonly string[]): readonly string[] =>
  named.length === 0 ? named : factoriesFor(caller, named);

/**
 * A ranking as the caller may see it. Who compares factories sees it whole; a plant sees its own places with their figures, and of
 * its peers that they hold a place, without name and figure.
 */
export function rankingSeenBy(caller: Caller, ranking: Ranking): Ranking {
  const { factories } = caller;
  if (factories === "all" || comparesAll(caller)) return ranking;
  const isOwn = (factory: string | undefined): boolean => factory !== undefined && reaches(caller, factory);
  return {
    ...ranking,
    places: ranking.places.map((place) => (isOwn(place.indicator?.factory) ? place : withoutName(place))),
    unranked: ranking.unranked.map((peer) => (isOwn(peer.factory) ? peer : namelessPeer(peer))),
  };
}

function withoutName({ indicator, ...place }: RankedPlace): RankedPlace {
  if (indicator === undefined) return { ...place, indicator };
  const { name, unit, declaredUnit } = indicator;
  return { ...place, indicator: { ...Indicator.create(), name, unit, declaredUnit } };
}

/** The sentence beside the reason names the factory. */
const namelessPeer = ({ reason }: UnrankedPeer): UnrankedPeer => ({ factory: "", product: "", reason, evidence: "" });
