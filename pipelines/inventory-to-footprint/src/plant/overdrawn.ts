import { Decimal } from "@celadon/quantity";
import type { Column } from "./columns-of.ts";
import type { ExactColumn } from "./plant-matrix.ts";
import { type FootprintRefusal, named, type Refused, refuse } from "./refused.ts";

/** Two meters of one flow differ by some per cent; so much is told by a mark, more cannot be. */
const meterTolerance = new Decimal("0.05");

/**
 * A product inside a loop of which more is taken than was made: a recovery that returns more than it gets. Outside of a loop
 * that may be stock and is only marked; in a loop the surplus feeds itself. `all`: the columns of the whole plant, because the
 * taker may share its burden with products outside of the loop.
 */
export function overdrawnIn(
  loops: readonly Int32Array[],
  matrix: readonly ExactColumn[],
  all: readonly Column[],
): Refused<FootprintRefusal> | undefined {
  for (const loop of loops) {
    if (loop.length < 2) continue;
    for (const at of loop) {
      const { product, process, net } = matrix[at] as ExactColumn;
      const takers = all.filter((column) => column.product !== product && column.uses.has(product));
      const taken = takers.reduce((sum, { uses }) => sum.plus(uses.get(product) ?? new Decimal(0)), new Decimal(0));
      if (taken.lessThanOrEqualTo(net.times(meterTolerance.plus(1)))) continue;
      const ids = [...new Set([process, ...takers.map((taker) => taker.process)])].sort();
      const unit = all.find((column) => column.product === product)?.unit.symbol;
      return refuse(
        "overdrawn-loop",
        `A loop through ${named(ids)} needs more of its own products than it makes of them: ${taken.toFixed()} ${unit} of "${product}" are taken and ${net.toFixed()} ${unit} were made, and nothing returns more than it gets. Check both amounts; what came out of stock belongs to the amount made.`,
        ids,
      );
    }
  }
  return undefined;
}
