import type { FactorUse, Footprint } from "@celadon/proto";
import { linesOf } from "./lines-of.ts";

const isPlaceholder = ({ confidence, marks }: FactorUse): boolean =>
  confidence === "recalled" || marks.some((mark) => mark.startsWith("placeholder") || mark.startsWith("recalled"));

/**
 * The share of the figure that rests on placeholders, 0 to 1. Where the footprint does not say it, it is 0 only if no row that was
 * used is a placeholder; else it is unknown, and unknown is not zero.
 */
export function placeholderShareOf(footprint: Footprint): string | undefined {
  if (footprint.placeholderShare !== undefined) return footprint.placeholderShare;
  const rows = linesOf(footprint).flatMap(({ factors, coefficients }) => [...factors, ...coefficients]);
  return [...rows, ...footprint.gwps].some(isPlaceholder) ? undefined : "0";
}
