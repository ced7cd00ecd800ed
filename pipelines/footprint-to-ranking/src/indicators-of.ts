import type { Footprint, Indicator } from "@celadon/proto";
import { footprintIndicator } from "./footprint-indicator.ts";
import { measuredIndicator } from "./measured-indicator.ts";

/**
 * What a product is ranked by over the period of its footprint: the footprint itself, and each indicator of the factory that is
 * measured per unit of this product, in the order of their names.
 *
 *   amount = absolute / produced     per one declared unit, whatever multiple of it the plant declares
 *
 * A running period has no figure per unit; where the amount is absent, `reason` says why and what to do. Absolute and produced
 * amounts stay apart, because periods add up by them.
 */
export function indicatorsOf(footprint: Footprint): readonly Indicator[] {
  const measured = (footprint.inventory?.indicators ?? []).filter(({ product }) => product === footprint.product);
  return [footprintIndicator(footprint), ...measured.map((one) => measuredIndicator(one, footprint))].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}
