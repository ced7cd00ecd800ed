import type { Runs } from "./runs.ts";

/** The results of one of the products kept, in the order of the runs. */
export function keptOf({ products, kept }: Runs, product: number): Float64Array {
  const at = products.indexOf(product);
  if (at === -1) throw new Error(`Product ${product} was not kept: name it among the products of the runs.`);
  const own = new Float64Array(kept.length / products.length);
  for (let i = 0; i < own.length; i++) own[i] = kept[i * products.length + at] as number;
  return own;
}
