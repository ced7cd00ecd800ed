import { accept, type Outcome, reject } from "@celadon/quantity";
import type { Entry } from "./rank.ts";

/**
 * One entry of each product: the same one said twice counts once, a superseded one gives way to a current one. Refused: two
 * different current ones, for nothing says which holds.
 */
export function oneOfEach(entries: readonly Entry[]): Outcome<readonly Entry[], "contradictory"> {
  // Names as they are: to join two of them into a key, ten thousand times, costs more than all the looking up.
  const products = new Map<string, Map<string, Entry>>();
  for (const entry of entries) {
    const { factory, product } = entry.indicator;
    const byFactory = products.get(product) ?? new Map<string, Entry>();
    const known = byFactory.get(factory);
    const held = known === undefined ? entry : heldOf(known, entry);
    if (held === undefined) {
      const message = `"${product}" of "${factory}" comes with two figures of one period: say which one is superseded.`;
      return reject("contradictory", message);
    }
    byFactory.set(factory, held);
    products.set(product, byFactory);
  }
  return accept([...products.values()].flatMap((byFactory) => [...byFactory.values()]));
}

/** Which of two entries of one product holds; undefined where both claim to. Of two superseded ones either does: none is ranked. */
function heldOf(a: Entry, b: Entry): Entry | undefined {
  if (a.isSuperseded === true) return b;
  if (b.isSuperseded === true) return a;
  return contentOf(a) === contentOf(b) ? a : undefined;
}

const contentOf = (entry: Entry): string =>
  JSON.stringify(entry, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
