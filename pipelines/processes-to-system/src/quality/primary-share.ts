import { accept, type Outcome, reject } from "@celadon/quantity";
import { orderedSum } from "../ordered-sum.ts";
import { quoted } from "../quoted.ts";

/** A process of a result, and how much of its direct impact comes from primary data. */
export interface PrimaryPart {
  readonly id: string;
  /** d_j, signed. Of a footprint to be exchanged: without biogenic uptake. */
  readonly direct: number;
  /** p_j, 0 to 1; of a bought product the supplier's own share. Undefined where nobody stated it. */
  readonly primary: number | undefined;
}

export interface PrimaryShare {
  /** Of the total, 0 to 100. What nobody stated counts as not primary, so that it is a lower bound where `unknownPercent` is not 0. */
  readonly percent: number;
  readonly unknownPercent: number;
  /** "total": of h itself. "gross": of the sum of |d_j|, because credits are in h. */
  readonly of: "total" | "gross";
}

/**
 * The share of a footprint that rests on primary data:  100 sum over j of p_j d_j / sum over j of d_j
 *
 * Where a credit is in it (d_j < 0) this can leave 0 to 100, or hide a large part behind a small total: then  100 sum p_j |d_j| / sum |d_j|,  and the
 * answer says so. Refused, with the processes: no contribution at all, a contribution that is no number, a p_j outside of 0 to 1.
 */
export function primaryShare(parts: readonly PrimaryPart[]): Outcome<PrimaryShare, "quality"> {
  const unreal = parts.filter(({ direct }) => !Number.isFinite(direct)).map(({ id }) => id);
  if (unreal.length > 0)
    return reject("quality", `A contribution is a number, and these have none: ${quoted(unreal)}.`);
  const outside = parts
    .filter(({ primary }) => primary !== undefined && !(primary >= 0 && primary <= 1))
    .map(({ id }) => id);
  if (outside.length > 0) {
    return reject(
      "quality",
      `A primary share is from 0 to 1, and these are not: ${quoted(outside)}. Write 35 % as 0.35.`,
    );
  }
  const sizes = parts.map(({ direct, primary }) => ({ size: Math.abs(direct), primary }));
  const whole = orderedSum(sizes.map(({ size }) => size));
  if (!(whole > 0)) return reject("quality", "Nothing contributes to the result, so that no share of it can be told.");
  const stated = sizes.flatMap(({ size, primary }) => (primary === undefined ? [] : [size * primary]));
  const unknown = sizes.flatMap(({ size, primary }) => (primary === undefined ? [size] : []));
  return accept({
    percent: (100 * orderedSum(stated)) / whole,
    unknownPercent: (100 * orderedSum(unknown)) / whole,
    of: parts.some(({ direct }) => direct < 0) ? "gross" : "total",
  });
}
