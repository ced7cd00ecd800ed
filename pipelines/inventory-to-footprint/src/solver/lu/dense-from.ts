/** What a product costs in a sparse column, against one in a dense square. */
const sparseCost = 3;

/**
 * The step from which on what is left is better eliminated densely, zeros and all:
 *
 *   least of   sparseCost * sum of products before it  +  m^3 / 3,      m steps from there on
 *
 * `products`: those that each step takes, if sparse.
 */
export function denseFrom(products: Float64Array): number {
  const n = products.length;
  let [best, least, sparse] = [n, 0, 0];
  for (let k = n - 1; k >= 0; k--) {
    sparse += sparseCost * (products[k] as number);
    const more = (n - k) ** 3 / 3 - sparse;
    if (more < least) [best, least] = [k, more];
  }
  return best;
}
