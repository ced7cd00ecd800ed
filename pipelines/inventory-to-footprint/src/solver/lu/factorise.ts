import { type Matrix, sizeOf } from "../matrix.ts";
import { factoriseDense } from "./dense-tail.ts";
import type { Factors } from "./factors.ts";
import { eliminate } from "./head.ts";
import type { Plan } from "./plan.ts";
import { tailColumns } from "./tail-columns.ts";
import { type Work, workOn } from "./work.ts";

/** Factors; or those of a matrix next to the given one, where a column was left without a pivot: they only serve to say why. */
export type Factorised =
  | { readonly kind: "factorised"; readonly factors: Factors }
  | { readonly kind: "singular"; readonly column: number; readonly factors: Factors }
  | { readonly kind: "cancelled" };

type Steps = Pick<Plan, "order" | "denseFrom">;

/** Columns between two questions whether to go on. */
const batch = 16;

/**
 * R N C = P^T L U Q^T as planned, with each pivot on the diagonal unless it is below 0.001 of the largest that could stand there. The sparse
 * head goes column by column, what is nearly full at the end is one dense square. R and C are powers of two, so that the units of
 * a row or a column do not decide about pivots. The same matrix gives the same bits. `cancelled` is asked now and then; true
 * stops the work.
 */
export function factorise(matrix: Matrix, plan: Steps): Exclude<Factorised, { kind: "cancelled" }>;
export function factorise(matrix: Matrix, plan: Steps, cancelled: () => boolean): Factorised;
export function factorise(
  matrix: Matrix,
  { order, denseFrom }: Steps,
  cancelled: () => boolean = () => false,
): Factorised {
  const n = sizeOf(matrix);
  const work = workOn(matrix, order);
  while (work.head < denseFrom) {
    if (work.head % batch === 0 && cancelled()) return { kind: "cancelled" };
    eliminate(work);
  }
  const rest = tailColumns(work, cancelled);
  const dense = rest === undefined ? undefined : factoriseDense(rest, cancelled);
  if (rest === undefined || dense === undefined) return { kind: "cancelled" };
  const { head } = work;
  rest.rows.forEach((row, place) => {
    work.stepOf[row] = head + place;
    work.rowOf[head + place] = row;
  });
  const { stride, values: tail } = rest;
  const growth = Math.max(work.growth, dense.growth);
  const factors = { ...closed(work), ...{ n, head, tail, stride, growth } };
  const column = work.broken !== -1 ? work.broken : dense.broken !== -1 ? (order[head + dense.broken] as number) : -1;
  return column === -1 ? { kind: "factorised", factors } : { kind: "singular", column, factors };
}

/** What the work leaves behind, the rows of L as steps. */
function closed({ order, lower, upper, pivots, scales, rowOf, stepOf, head }: Work) {
  const { rows } = lower;
  for (let k = 0; k < lower.used; k++) rows[k] = stepOf[rows[k] as number] as number;
  lower.starts.fill(lower.used, head + 1);
  return { scales, rowOf, columnOf: order, lower, upper, pivots };
}
