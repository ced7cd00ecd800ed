import { type Elimination, eliminationOf } from "./elimination.ts";
import type { ProcessSystem } from "./process-system.ts";
import type { Answer, SolveRefusal } from "./refused.ts";
import type { AdjointSolution, Block } from "./solve-adjoint.ts";
import { sparseAdjoint } from "./sparse-adjoint.ts";

const unitRoundoff = 2 ** -53;
/** As for the sparse solver: the backward error that a value must reach, and the largest bound that is told. */
const residualTest = 1e-13;
const largestBound = 1e-6;

/** Solves M^T Y = Q for new entries at the places of the pattern. */
export type SolveValues = (values: Float64Array, rightHandSides: Block) => Answer<AdjointSolution, SolveRefusal>;

/**
 * A solver for one pattern of entries and many numbers in it (a plant whose amounts change): the order of elimination and all
 * places are worked out here, once. A call is then, for a plant without credits (diagonal above 0, all else at most 0),
 *
 *   L U = M^T   without exchanges: nothing grows in such a matrix
 *   y = U^-1 L^-1 q,   r = q - M^T y
 *   w = |r| + (2 entries + 6) 2^-53 (|q| + sum |M| |y|)    what is left over, what rounding hides of it, and of the entries
 *   u = U^-1 L^-1 w,   error <= u / c   where M^T u >= c w holds on checking, which proves it
 *
 * and the bound is max u / (c y). Where one of these does not hold (a credit, a loop that needs more than it makes, a
 * right-hand side below 0) the sparse solver answers, or refuses. The only array made in a call is the answer.
 */
export function compileAdjoint(pattern: ProcessSystem): SolveValues {
  const sparse: SolveValues = (values, q) => sparseAdjoint({ ...pattern, values }, q);
  const elimination = eliminationOf(pattern);
  if (elimination === undefined) return sparse;
  const n = pattern.products.length;
  const desk = deskFor(pattern, elimination);
  return (given, q) => {
    if (!factorised(given, desk)) return sparse(given, q);
    const { count } = q;
    const values = new Float64Array(n * count);
    let backwardError = 0;
    let errorBound = 0;
    for (let view = 0; view < count; view++) {
      for (let j = 0; j < n; j++) desk.x[j] = desk.q[j] = q.values[j * count + view] as number;
      substitute(desk);
      desk.y.set(desk.x);
      const error = leftOver(given, desk);
      if (!(error <= residualTest)) return sparse(given, q);
      substitute(desk);
      const bound = boundOf(given, desk);
      if (!(bound <= largestBound)) return sparse(given, q);
      backwardError = Math.max(backwardError, error);
      errorBound = Math.max(errorBound, bound);
      for (let j = 0; j < n; j++) values[j * count + view] = desk.y[j] as number;
    }
    const solver = "compiled-adjoint";
    return { kind: "accept", value: { count, values, solver, backwardError, errorBound, boundKind: "verified" } };
  };
}

/** The arrays a call works on, kept from call to call. */
interface Desk extends Elimination {
  readonly n: number;
  readonly columnStarts: Int32Array;
  readonly columnRows: Int32Array;
  readonly lu: Float64Array;
  /** 1 / the diagonal of U, by row. */
  readonly inverse: Float64Array;
  readonly q: Float64Array;
  readonly y: Float64Array;
  /** Right-hand side of a substitution, and its answer. */
  readonly x: Float64Array;
  readonly weight: Float64Array;
}

function deskFor({ products, starts, rows }: ProcessSystem, elimination: Elimination): Desk {
  const n = products.length;
  const vector = (): Float64Array => new Float64Array(n);
  const lu = new Float64Array(elimination.slots);
  const vectors = { inverse: vector(), q: vector(), y: vector(), x: vector(), weight: vector() };
  return { ...elimination, n, columnStarts: starts, columnRows: rows, lu, ...vectors };
}

/** Loads the entries and eliminates, in place. False for a plant with credits, or a pivot that is not above 0. */
function factorised(given: Float64Array, desk: Desk): boolean {
  const { n, columnStarts, columnRows, lu, loads, lowers, pivotRows, starts, targets, sources } = desk;
  const { order, diagonal, inverse } = desk;
  lu.fill(0);
  for (let j = 0; j < n; j++) {
    for (let k = columnStarts[j] as number; k < (columnStarts[j + 1] as number); k++) {
      const value = given[k] as number;
      if (columnRows[k] === j ? !(value > 0) : !(value <= 0)) return false;
      lu[loads[k] as number] = value;
    }
  }
  let step = 0;
  for (let i = 0; i < n; i++) {
    const row = order[i] as number;
    const pivot = lu[diagonal[i] as number] as number;
    if (!(pivot > 0)) return false;
    inverse[row] = 1 / pivot;
    for (; step < lowers.length && pivotRows[step] === row; step++) {
      const slot = lowers[step] as number;
      const factor = (lu[slot] as number) * (inverse[row] as number);
      lu[slot] = factor;
      for (let k = starts[step] as number; k < (starts[step + 1] as number); k++) {
        const target = targets[k] as number;
        lu[target] = (lu[target] as number) - factor * (lu[sources[k] as number] as number);
      }
    }
  }
  return true;
}

/** x = U^-1 L^-1 x, in place. */
function substitute({ x, lu, lowers, rows, pivotRows, order, inverse, upperStarts, uppers, upperColumns }: Desk): void {
  for (let step = 0; step < lowers.length; step++) {
    const row = rows[step] as number;
    x[row] = (x[row] as number) - (lu[lowers[step] as number] as number) * (x[pivotRows[step] as number] as number);
  }
  let to = uppers.length;
  for (let i = order.length - 1; i >= 0; i--) {
    const row = order[i] as number;
    const from = upperStarts[i] as number;
    let sum = x[row] as number;
    for (let k = from; k < to; k++)
      sum -= (lu[uppers[k] as number] as number) * (x[upperColumns[k] as number] as number);
    x[row] = sum * (inverse[row] as number);
    to = from;
  }
}

/** Leaves w in `weight` and x. The backward error with all that rounding may hide; infinite where the bound has no proof. */
function leftOver(given: Float64Array, { n, q, y, x, weight, columnStarts, columnRows }: Desk): number {
  let error = 0;
  let k = columnStarts[0] as number;
  for (let j = 0; j < n; j++) {
    const to = columnStarts[j + 1] as number;
    const hidden = (to - k + 2) * unitRoundoff;
    const own = q[j] as number;
    if (!(own >= 0)) return Number.POSITIVE_INFINITY;
    let left = own;
    let size = own;
    for (; k < to; k++) {
      const part = (given[k] as number) * (y[columnRows[k] as number] as number);
      left -= part;
      size += Math.abs(part);
    }
    const rest = Math.abs(left) + hidden * size;
    x[j] = weight[j] = rest + (hidden + 2 * unitRoundoff) * size;
    if (rest > error * size) error = rest / size;
  }
  return error;
}

/** The relative bound on y from u, which stands in x; infinite where u proves nothing. */
function boundOf(given: Float64Array, { n, y, x, weight, columnStarts, columnRows }: Desk): number {
  let slack = 1;
  let largest = 0;
  let k = columnStarts[0] as number;
  for (let j = 0; j < n; j++) {
    const from = k;
    const to = columnStarts[j + 1] as number;
    const error = x[j] as number;
    if (!(error >= 0)) return Number.POSITIVE_INFINITY;
    let kept = 0;
    let size = 0;
    for (; k < to; k++) {
      const part = (given[k] as number) * (x[columnRows[k] as number] as number);
      kept += part;
      size += Math.abs(part);
    }
    const wanted = weight[j] as number;
    const sure = kept - (to - from + 2) * unitRoundoff * size;
    if (sure < slack * wanted) slack = sure / wanted;
    else if (wanted === 0 && sure < 0) return Number.POSITIVE_INFINITY;
    if (error > largest * (y[j] as number)) largest = error / (y[j] as number);
  }
  return slack > 0.5 && largest >= 0 ? largest / slack : Number.POSITIVE_INFINITY;
}
