import { accept, type Outcome, reject } from "@celadon/quantity";
import { checkedDistribution } from "./checked-distribution.ts";
import { derivatives, type StaticSolution } from "./derivatives.ts";
import { type Distribution, varianceOf } from "./distribution.ts";
import { drawNameOf } from "./uncertain-entry.ts";
import type { UncertainSystem } from "./uncertain-system.ts";

/** What one draw (an exchange, a parameter, a group) does to the spread of a result. */
export interface VarianceShare {
  readonly draw: string;
  readonly variance: number;
  /** Of the whole variance; these add up to 1. Not a number where nothing is spread. */
  readonly share: number;
}

export interface FirstOrder {
  /** Variance and standard deviation of h, in its unit squared and in its unit. */
  readonly variance: number;
  readonly sd: number;
  /** Largest first. */
  readonly shares: readonly VarianceShare[];
}

/**
 * The spread of h = f . y to first order, without a run:
 *
 *   Var(h) = sum over draws (sum over its entries of dh/dv * factor * sd(x))^2
 *   dh/dM_ij = -y_i s_j,  dh/dB_kj = c_k s_j,  dh/dc_k = g_k = sum_j b_kj s_j
 *
 * Entries of one draw rise together (a negative lognormal falls), as they do in the runs. For two products compared give the
 * supply of their difference, f = e_a - e_b: what they share cancels. Good where spreads are small (sigma to about 0.1): what bends
 * is left out.
 */
export function firstOrder(
  system: UncertainSystem,
  at: StaticSolution,
): Outcome<FirstOrder, "invalid-distribution" | "invalid-entry"> {
  const derivative = derivatives(system, at);
  const effects = new Map<string, number[]>();
  for (const entry of system.entries) {
    const slope = derivative[entry.matrix][entry.place];
    if (slope === undefined)
      return reject(
        "invalid-entry",
        `Exchange "${entry.id}": place ${entry.place} is not among the values of "${entry.matrix}". Give the place of an entry.`,
      );
    const distribution = checkedDistribution(entry.distribution, entry);
    if (distribution.kind !== "accept") return distribution;
    const effect = slope * entry.factor * signedSd(distribution.value);
    const known = effects.get(drawNameOf(entry));
    if (known === undefined) effects.set(drawNameOf(entry), [effect]);
    else known.push(effect);
  }
  const variances = [...effects].map(([draw, parts]) => ({ draw, variance: squareOf(parts) }));
  variances.sort((a, b) => b.variance - a.variance || (a.draw < b.draw ? -1 : 1));
  const variance = sumOf(variances.map((one) => one.variance));
  const shares = variances.map((one) => ({ ...one, share: one.variance / variance }));
  return accept({ variance, sd: Math.sqrt(variance), shares });
}

function signedSd(distribution: Distribution): number {
  const sd = Math.sqrt(varianceOf(distribution));
  return distribution.kind === "lognormal" && distribution.median < 0 ? -sd : sd;
}

/** Rising, so that the order of the entries changes no bit. */
const sumOf = (parts: readonly number[]): number =>
  parts.toSorted((a, b) => a - b).reduce((sum, part) => sum + part, 0);

const squareOf = (parts: readonly number[]): number => {
  const sum = sumOf(parts);
  return sum * sum;
};
