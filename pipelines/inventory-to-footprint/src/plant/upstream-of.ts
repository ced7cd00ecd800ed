import { type Decimal, didYouMean } from "@celadon/quantity";
import type { Column } from "./columns-of.ts";
import { type Answer, type FootprintRefusal, named, refuse } from "./refused.ts";

/**
 * The columns that one product needs, itself included, sorted by product: nothing else in the plant can touch its footprint.
 * A use of 0 needs nothing; a use of an unknown amount does.
 *
 * Refused: a product nobody makes, one that two processes make (no rule says which supplies), production that is not above 0.
 */
export function upstreamOf(product: string, columns: readonly Column[]): Answer<readonly Column[], FootprintRefusal> {
  const makers = new Map<string, Column[]>();
  for (const column of columns) makers.set(column.product, [...(makers.get(column.product) ?? []), column]);
  const needed = new Map<string, Column>();
  const next: { readonly product: string; readonly user?: string }[] = [{ product }];
  for (let wanted = next.pop(); wanted !== undefined; wanted = next.pop()) {
    if (needed.has(wanted.product)) continue;
    const [column, rival] = makers.get(wanted.product) ?? [];
    if (column === undefined) return nobodyMakes(wanted, makers.keys());
    if (rival !== undefined) {
      const rivals = (makers.get(wanted.product) ?? []).map(({ process }) => process);
      return refuse(
        "ambiguous-provider",
        `Product "${wanted.product}" is made by ${named(rivals)}, and no rule says which of them supplies it. Give the two products different names, and each use the one it takes.`,
        rivals,
      );
    }
    const made = netOutput(column);
    if (made?.lessThanOrEqualTo(0)) return madeNothing(column, made.toFixed());
    needed.set(wanted.product, column);
    for (const [use, amount] of column.uses) {
      if (!amount?.isZero()) next.push({ product: use, user: column.process });
    }
  }
  return { kind: "accept", value: [...needed.values()].toSorted((a, b) => (a.product < b.product ? -1 : 1)) };
}

/** What is left of the product after the process's own use (the diagonal of M); undefined when the output is unknown. */
export const netOutput = ({ product, output, uses }: Column): Decimal | undefined => {
  const own = uses.get(product);
  return own === undefined ? output : output?.minus(own);
};

const nobodyMakes = (
  { product, user }: { readonly product: string; readonly user?: string },
  known: Iterable<string>,
) =>
  user === undefined
    ? refuse(
        "unknown-product",
        `No process makes "${product}".${didYouMean(product, known)} Declare a product that a process of the plant makes.`,
        [product],
      )
    : refuse(
        "not-square",
        `Process "${user}" uses "${product}", which no process of the plant makes.${didYouMean(product, known)} State what is bought as an input with a factor, or add the process that makes it.`,
        [user, product],
      );

const madeNothing = ({ process, product, output, unit }: Column, net: string) =>
  refuse(
    "no-production",
    output?.isZero()
      ? `Process "${process}" made no "${product}" in this period, so nothing can be said per unit of it. Take a period with production, or check the channel that counts it.`
      : `Process "${process}" made ${output?.toFixed()} ${unit.symbol} of "${product}", less its own use ${net} ${unit.symbol}: not above 0. Check the amounts it makes and uses of it.`,
    [process, product],
  );
