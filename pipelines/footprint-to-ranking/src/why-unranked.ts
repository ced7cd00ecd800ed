import type { PeerGroup, UnrankedPeer } from "@celadon/proto";
import type { Period } from "@celadon/quantity";
import { differingKeys, differingText } from "./differing-keys.ts";
import { isNearBorder } from "./month-span.ts";
import type { Entry } from "./rank.ts";

interface Rules {
  readonly peerGroup: PeerGroup;
  readonly indicator: string;
  readonly borders: Period;
  readonly coverageLeast: number;
}

type Why = Pick<UnrankedPeer, "evidence"> & {
  readonly reason: "unlike" | "superseded" | "incomplete" | "low-coverage";
};

/** Why an entry has no place, as one of the closed list, with a sentence that says what to do; undefined where it has one. */
export function whyUnranked({ indicator, peerGroup, isSuperseded }: Entry, rules: Rules): Why | undefined {
  const of = (): string => `"${indicator.product}" of "${indicator.factory}"`;
  const differing = peerGroup === rules.peerGroup ? [] : differingKeys([rules.peerGroup, peerGroup]);
  if (differing.length > 0) {
    return {
      reason: "unlike",
      evidence: `${of()} differs from the group in ${differingText(differing)}: compare it with its own peers.`,
    };
  }
  if (indicator.name !== rules.indicator) {
    return {
      reason: "unlike",
      evidence: `${of()} comes with ${indicator.name}, and the ranking is by ${rules.indicator}: give the same.`,
    };
  }
  if (isSuperseded === true) {
    return { reason: "superseded", evidence: `The figure of ${of()} is superseded by a newer one: rank with that.` };
  }
  if (indicator.amount === undefined) return { reason: "incomplete", evidence: indicator.reason };
  if (!covers(indicator, rules.borders)) {
    return {
      reason: "incomplete",
      evidence: `The figure of ${of()} is of another period: give one of the whole period.`,
    };
  }
  return lowCoverage(indicator, of, rules.coverageLeast);
}

function covers({ fromMs, toMs }: Entry["indicator"], borders: Period): boolean {
  const isNear = (atMs: bigint, borderMs: number): boolean => isNearBorder(Number(atMs), borderMs);
  return isNear(fromMs, borders.fromMs) && isNear(toMs, borders.toMs);
}

function lowCoverage(
  { measuredShare, estimatedShare }: Entry["indicator"],
  of: () => string,
  least: number,
): Why | undefined {
  if (measuredShare === "") {
    return {
      reason: "low-coverage",
      evidence: `Nothing that the figure of ${of()} rests on is metered: a stated figure has no place among measured ones.`,
    };
  }
  const coverage = Number(measuredShare) + Number(estimatedShare);
  // Doubles make a little less than 0.9 of 0.7 and 0.2; shares have 12 decimals.
  if (coverage >= least || Number(coverage.toFixed(12)) >= least) return undefined;
  return {
    reason: "low-coverage",
    evidence: `Only ${percent(coverage)} of the channel time of ${of()} is measured or estimated, and a place needs ${percent(least)}: send the missing readings.`,
  };
}

const percent = (share: number): string => `${Math.floor(share * 1000) / 10} %`;
