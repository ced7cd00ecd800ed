import { Decimal } from "@celadon/quantity";
import type { Column } from "./columns-of.ts";
import { netOutput } from "./upstream-of.ts";

/**
 * What a reader must know of products inside the plant that were not used up, or used beyond what was made: the burden of the
 * difference is carried by nobody, or carried twice. `upstream` is what the footprint needs, `all` the whole plant. Declared
 * products leave the plant and need no balance; where an amount is unknown there is none.
 */
export function balanceMarks(
  upstream: readonly Column[],
  all: readonly Column[],
  declared: ReadonlySet<string>,
): readonly string[] {
  return upstream.flatMap((column) => {
    const { product, unit } = column;
    const made = netOutput(column);
    const takers = all.filter((other) => other.product !== product && other.uses.has(product));
    const taken = takers.reduce((sum: Decimal | undefined, { uses }) => {
      const amount = uses.get(product);
      return amount === undefined ? undefined : sum?.plus(amount);
    }, new Decimal(0));
    if (declared.has(product) || made === undefined || taken === undefined || made.equals(taken)) return [];
    const difference = `${made.minus(taken).abs().toFixed()} ${unit.symbol}`;
    const whole = `${made.toFixed()} ${unit.symbol} of "${product}" made`;
    return made.greaterThan(taken)
      ? [`balance: of ${whole}, ${difference} went to no process and carry their burden away`]
      : [`balance: ${difference} more was used than the ${whole}`];
  });
}
