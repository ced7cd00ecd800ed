import { components } from "./components.ts";
import { solve } from "./dense-lu.ts";
import { errorBoundOf } from "./error-bound.ts";
import { type Loop, loopOf } from "./loop.ts";
import { feedingEachOther } from "./null-vector.ts";
import type { ProcessSystem } from "./process-system.ts";
import { named, refuse } from "./refused.ts";
import { residual } from "./residual.ts";
import type { Block, SolveAdjoint } from "./solve-adjoint.ts";

/** Dense factors of a larger loop take seconds and tens of megabytes. */
const largestLoop = 1_000;

/** Component-wise backward error that a value must reach; the last 3 bits of a double. */
const residualTest = 1e-13;

/**
 * M^T Y = Q, loop by loop, suppliers first. A process outside every loop is one division; a loop is scaled, factorised densely
 * with partial pivoting, solved, and refined with residuals of doubled precision until the residual test passes.
 *
 * Refused: a loop whose members only feed each other (named by the null vector), one of more than 1,000 processes, and an
 * answer that fails the residual test or has an error bound above 1e-6.
 */
export const denseAdjoint: SolveAdjoint = (system, q) => {
  const n = system.products.length;
  const { count } = q;
  const values = new Float64Array(n * count);
  const loops: Loop[] = [];
  let backwardError = 0;
  for (const members of components(system)) {
    if (members.length > largestLoop) return tooLarge(system, members);
    const loop = loopOf(system, members);
    if (loop.factors.singular) return singular(system, loop);
    for (let view = 0; view < count; view++) {
      const error = solveLoop(loop, q, values, view);
      if (!(error <= residualTest)) return notConverged(system, loop, error);
      backwardError = Math.max(backwardError, error);
    }
    loops.push(loop);
  }
  const { errorBound, boundKind, worst } = errorBoundOf(loops, q, values);
  if (worst !== undefined && !(errorBound <= 1e-6)) return singular(system, worst);
  return { kind: "accept", value: { count, values, solver: "dense-adjoint", backwardError, errorBound, boundKind } };
};

/** Solves one view inside one loop, in place, and gives the backward error: |r| / (|q| + sum |M| |y|), the worst row. */
function solveLoop({ members, columns, factors }: Loop, q: Block, values: Float64Array, view: number): number {
  const { count } = q;
  const rest = new Float64Array(members.length);
  let error = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < 5; pass++) {
    error = 0;
    for (const [at, { rows, values: entries }] of columns.entries()) {
      const own = q.values[(members[at] as number) * count + view] as number;
      const y = Float64Array.from(rows, (row) => values[row * count + view] as number);
      const left = residual(own, entries, y, entries.length);
      const size = entries.reduce((sum, entry, k) => sum + Math.abs(entry * (y[k] as number)), Math.abs(own));
      rest[at] = left;
      if (left !== 0) error = Math.max(error, Math.abs(left) / size);
      if (!Number.isFinite(left)) error = Number.POSITIVE_INFINITY;
    }
    // The first two passes solve and refine; more follow only where the test has not passed.
    if (error === 0 || (pass >= 2 && error <= residualTest) || !Number.isFinite(error)) break;
    solve(factors, rest).forEach((step, at) => {
      const place = (members[at] as number) * count + view;
      values[place] = (values[place] as number) + step;
    });
  }
  return error;
}

const makers = (system: ProcessSystem, members: Iterable<number>): readonly string[] =>
  [...members].map((i) => system.processes[i] as string);

const tooLarge = (system: ProcessSystem, members: Int32Array) =>
  refuse(
    "loop-too-large",
    `${members.length} processes feed each other in one loop (${named(makers(system, members))}); this solver takes loops of at most ${largestLoop}. Cut the loop where a product is bought, or join processes that no figure tells apart.`,
    makers(system, members),
  );

function singular(system: ProcessSystem, { members, factors }: Loop) {
  const partners = feedingEachOther(factors).map((at) => members[at] as number);
  const processes = makers(system, partners);
  const products = partners.map((i) => system.products[i] as string);
  const who =
    partners.length === 1
      ? `Process ${named(processes)} uses up all it makes of ${named(products)}`
      : `Processes ${named(processes)} only feed each other: what they make of ${named(products)} is used up inside the loop`;
  return refuse(
    "singular-system",
    `${who}, so no amount of it can supply anything outside. Check the amounts they make and use of each other; something has to leave the loop.`,
    processes,
  );
}

const notConverged = (system: ProcessSystem, { members }: Loop, error: number) =>
  refuse(
    "not-converged",
    `The loop of ${named(makers(system, members))} could not be solved: its backward error stayed at ${error}, above ${residualTest}. Check its amounts for values of very different size.`,
    makers(system, members),
  );
