import type { Indicator } from "@celadon/proto";

/**
 * Relative standard uncertainty of what a figure does not share with its peers:
 *
 *   u^2 = (q m 0.02)^2 + (q (1 - m) 0.10)^2 + (a 0.20)^2 + (p 0.35)^2,   q = 1 - a - p
 *
 *   a  share of the amount that the plant model states         0.20
 *   p  share of the amount that rests on placeholders          0.35
 *   q  the rest, metered; m is the share of its channel time that was measured  0.02
 *                         1 - m was estimated, or is excused   0.10
 *
 * Within a class errors are taken as one error, between classes as independent. The rows of the factor release are no part of
 * it: peers multiply with the same ones, so their error is common and cancels in a comparison (an entry of another grid has a row
 * of its own, which this rule does not see).
 *
 * The sizes: u = ln(F) / 2, rounded, of the pedigree approach's factors F = 1.05 (energy and material inputs, as metered), 1.20
 * (qualified estimate), 1.50 (unqualified estimate), 2.00 (another technology): ecoinvent report 1 (2007), as recalled. 2 % is
 * also what meters of accuracy class 2 may be off by. A rule, not a measurement: it decides who shares a tier and nothing else.
 */
export function ownUncertainty({ measuredShare, assumedShare, placeholderShare }: Indicator): number {
  // A share that is not known is taken at its worst: all of it.
  const placeholder = placeholderShare === undefined ? 1 : Number(placeholderShare);
  const assumed = assumedShare === undefined ? 1 - placeholder : Number(assumedShare);
  const metered = 1 - assumed - placeholder;
  const measured = metered * Number(measuredShare);
  return Math.hypot(
    measured * sizes.measured,
    (metered - measured) * sizes.estimated,
    assumed * sizes.assumed,
    placeholder * sizes.placeholder,
  );
}

const sizes = { measured: 0.02, estimated: 0.1, assumed: 0.2, placeholder: 0.35 };
