import type { Indicator } from "@celadon/proto";

/** Relative standard uncertainties of a figure, in two parts that behave differently when figures are compared. */
export interface Uncertainty {
  /** What no other figure shares. */
  readonly own: number;
  /** What comes from rows from memory: common to all figures that rest on the same ones. */
  readonly fromMemory: number;
}

/**
 *   own^2 = (q m 0.02)^2 + (q (1 - m) 0.10)^2 + (a 0.20)^2,   fromMemory = p 0.35,   q = 1 - a - p
 *
 *   a  share of the amount that the plant model states         0.20
 *   p  share of the amount that rests on rows from memory      0.35
 *   q  the rest, metered; m is the share of its channel time that was measured  0.02
 *                         1 - m was estimated, or is excused   0.10
 *
 * Within a class errors are taken as one error, between classes as independent. The rows of the factor release that were read are
 * no part of it: peers multiply with the same ones, so their error is common and cancels in a comparison (an entry of another
 * grid has a row of its own, which this rule does not see). A share that is not known is taken at its worst, all of it, and as
 * nobody else's.
 *
 * The sizes: u = ln(F) / 2, rounded, of the pedigree approach's factors F = 1.05 (energy and material inputs, as metered), 1.20
 * (qualified estimate), 1.50 (unqualified estimate), 2.00 (another technology): ecoinvent report 1 (2007), as recalled. 2 % is
 * also what meters of accuracy class 2 may be off by. A rule, not a measurement: it decides who shares a tier and nothing else.
 */
export function uncertaintyOf({ measuredShare, assumedShare, placeholderShare }: Indicator): Uncertainty {
  if (placeholderShare === undefined) return { own: sizes.fromMemory, fromMemory: 0 };
  const placeholder = Number(placeholderShare);
  const assumed = assumedShare === undefined ? 1 - placeholder : Number(assumedShare);
  const metered = 1 - assumed - placeholder;
  const measured = metered * Number(measuredShare);
  return {
    own: Math.sqrt(
      (measured * sizes.measured) ** 2 + ((metered - measured) * sizes.estimated) ** 2 + (assumed * sizes.assumed) ** 2,
    ),
    fromMemory: placeholder * sizes.fromMemory,
  };
}

const sizes = { measured: 0.02, estimated: 0.1, assumed: 0.2, fromMemory: 0.35 };
