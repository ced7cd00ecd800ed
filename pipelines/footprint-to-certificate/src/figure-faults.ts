import { Decimal } from "@celadon/quantity";
import type { Claims } from "./claims.ts";

/**
 * Where the figures of a certificate contradict each other: a sentence each.
 *
 *   sum of the parts of each kind = total, exactly
 *   measured + estimated + missing = 1, exactly; every share in 0..1
 *   total · produced = absolute · declared amount, up to the rounding of the two (each half a step of its 12th digit)
 */
export function figureFaults({ credentialSubject: subject }: Claims): readonly string[] {
  const { figures, parts, declaredUnit } = subject;
  const total = new Decimal(figures.totalKgCo2e);
  const sums = Object.entries(parts).flatMap(([kind, list]) => {
    const sum = list.reduce((all, { kgCo2e }) => all.plus(kgCo2e), new Decimal(0));
    return sum.equals(total)
      ? []
      : [`Its parts by ${kind} add up to ${sum.toFixed()}, its total is ${total.toFixed()}.`];
  });
  const isPositive = (text: string): boolean => new Decimal(text).greaterThan(0);
  const amounts = [figures.produced, declaredUnit.amount].every(isPositive)
    ? unequalAmounts(subject)
    : ["The produced amount and the declared unit must both be more than 0."];
  return [...sums, ...amounts, ...shareFaults(subject)];
}

/** What rounding to 12 digits may do to a figure of a footprint, relative to it. */
const roundingMax = new Decimal("1e-11");

function unequalAmounts({ figures, declaredUnit }: Claims["credentialSubject"]): readonly string[] {
  const stated = new Decimal(figures.totalKgCo2e).times(figures.produced);
  const counted = new Decimal(figures.absoluteKgCo2e).times(declaredUnit.amount);
  const allowed = Decimal.max(stated.abs(), counted.abs()).times(roundingMax);
  if (stated.minus(counted).abs().lessThanOrEqualTo(allowed)) return [];
  return [
    `Its total ${figures.totalKgCo2e} is not ${figures.absoluteKgCo2e} kg CO2e of the period over the ${figures.produced} made.`,
  ];
}

/** Nearly every share is written so, and a certificate has dozens of them. */
const plainShare = /^(?:0(?:\.\d+)?|1)$/;

const isShare = (text: string): boolean =>
  plainShare.test(text) || (new Decimal(text).greaterThanOrEqualTo(0) && new Decimal(text).lessThanOrEqualTo(1));

function shareFaults({ quality, factors }: Claims["credentialSubject"]): readonly string[] {
  const { measuredShare, estimatedShare, missingShare, primaryDataShare, placeholderShare } = quality;
  const time = { measured: measuredShare, estimated: estimatedShare, missing: missingShare };
  const rows = factors.map(({ id, share = null }) => [id, share] as const);
  const all = { ...time, "primary data": primaryDataShare, placeholder: placeholderShare };
  const outside = [...Object.entries(all), ...rows].flatMap(([name, share]) =>
    share === null || isShare(share) ? [] : [`Its share "${name}" is ${share}, and must lie between 0 and 1.`],
  );
  const known = Object.values(time).filter((share) => share !== null);
  const sum = known.reduce((whole, share) => whole.plus(share), new Decimal(0));
  const isWhole = known.length === 0 || (known.length === 3 && sum.equals(1));
  return isWhole ? outside : [...outside, `Its shares of time add up to ${sum.toFixed()}, and must add up to 1.`];
}
