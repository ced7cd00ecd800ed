import type { Runs } from "./runs.ts";

/**
 * The same runs with nothing left but the products that were kept, which are known by their place among these: `products` becomes
 * 0, 1, 2 and so on. Stretches that are narrowed and then joined have the bits of those that are joined.
 */
export function narrowedRuns(runs: Runs): Runs {
  const { products } = runs;
  const picked = (values: Float64Array): Float64Array =>
    Float64Array.from(products, (product) => values[product] as number);
  return {
    ...runs,
    products: products.map((_, place) => place),
    moments: runs.moments.map((node) => ({ ...node, mean: picked(node.mean), squares: picked(node.squares) })),
  };
}
