import { type Cancelled, goOnUnless, never } from "../cancelled.ts";
import type { Matrix } from "../matrix.ts";
import { minimumDegree } from "./amd.ts";
import { denseFrom } from "./dense-from.ts";
import { reserve } from "./growing-columns.ts";
import { begin } from "./reach.ts";
import { reorderRest } from "./reorder-rest.ts";
import { closeStep, reachOfColumn, type Structure, structureFor } from "./structure.ts";

/** Columns between two questions whether to go on. */
const batch = 16;

/** How a matrix is factorised: a function of its pattern alone. */
export interface Plan {
  /** The column of each step. */
  readonly order: Int32Array;
  /** The step from which on all is dense. */
  readonly denseFrom: number;
  /** Products that it takes, if every pivot stands on the diagonal. */
  readonly products: number;
}

/**
 * Least degree first, on the pattern N + N^T; but the end, where columns become long, by what is really left of N there. The bounds of
 * the first order say where that begins: they take N for symmetric, and are too high to decide more.
 */
export function planOf(matrix: Matrix, cancelled: Cancelled = never): Plan {
  const { order, counts } = minimumDegree(matrix, cancelled);
  const structure = structureFor(matrix, order.slice());
  const first = denseFrom(Float64Array.from(counts, (count) => count * count));
  let products = 0;
  while (structure.head < first) {
    if (structure.head % batch === 0) goOnUnless(cancelled);
    products += eliminatePattern(structure);
  }
  const rest = reorderRest(structure, cancelled);
  const sparse = denseFrom(rest);
  for (let k = 0; k < sparse; k++) products += rest[k] as number;
  return {
    order: structure.order,
    denseFrom: first + sparse,
    products: Math.ceil(products + (rest.length - sparse) ** 3 / 3),
  };
}

/** The next column of L, as to where it has entries. Returns the products that it takes. */
function eliminatePattern(structure: Structure): number {
  const { order, head, lower, reach } = structure;
  const j = order[head] as number;
  begin(reach);
  reachOfColumn(structure, j);
  let products = 0;
  for (let t = reach.from; t < reach.steps.length; t++) {
    const k = reach.steps[t] as number;
    products += (lower.starts[k + 1] as number) - (lower.starts[k] as number);
  }
  reserve(lower, reach.count);
  for (let k = 0; k < reach.count; k++) {
    const i = reach.open[k] as number;
    if (i === j) continue;
    lower.rows[lower.used] = i;
    lower.used += 1;
  }
  closeStep(structure, j);
  return products;
}
