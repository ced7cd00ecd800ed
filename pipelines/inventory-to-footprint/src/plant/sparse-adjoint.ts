import { type Arrangement, arrangementOf } from "../solver/arrangement.ts";
import { luBlockSolver } from "../solver/lu/block-solver.ts";
import { unmatchedSets } from "../solver/matching.ts";
import { sparseSolver } from "../solver/sparse-solver.ts";
import type { ProcessSystem } from "./process-system.ts";
import { named, refuse } from "./refused.ts";
import type { SolveAdjoint } from "./solve-adjoint.ts";

/**
 * M^T Y = Q by the engine for systems of any size (`solver`): loops are swept to rest, or factorised.
 *
 * Refused: a loop whose members only feed each other (named), products and processes that cannot be paired, and an answer that fails the
 * residual test or has an error bound above 1e-6.
 */
export const sparseAdjoint: SolveAdjoint = (system, q) => {
  const arranged = arrangementOf(system);
  if (arranged.kind !== "arranged") return unpaired(system, unmatchedSets(system, arranged.matching));
  const factorising = luBlockSolver(arranged.value);
  const outcome = sparseSolver(arranged.value, factorising).solve(q);
  switch (outcome.kind) {
    case "solved": {
      const { count, values, method, backwardError, grossBound, boundKind } = outcome.value;
      return {
        kind: "accept",
        value: { count, values, solver: method, backwardError, errorBound: grossBound, boundKind },
      };
    }
    case "singular":
      return singular(system, columnsOf(arranged.value, factorising.supportOf(outcome.block)));
    case "not-converged":
      return refuse(
        "not-converged",
        `The process system could not be solved: its backward error stayed at ${outcome.backwardError}, above 1e-13. Check its amounts for values of very different size.`,
        system.processes,
      );
  }
};

const columnsOf = ({ columns }: Arrangement, places: readonly number[]): readonly number[] =>
  places.map((place) => columns[place] as number).sort((a, b) => a - b);

function singular(system: ProcessSystem, columns: readonly number[]) {
  const processes = columns.map((i) => system.processes[i] as string);
  const products = columns.map((i) => system.products[i] as string);
  const who =
    columns.length === 1
      ? `Process ${named(processes)} uses up all it makes of ${named(products)}`
      : `Processes ${named(processes)} only feed each other: what they make of ${named(products)} is used up inside the loop`;
  return refuse(
    "singular-system",
    `${who}, so no amount of it can supply anything outside. Check the amounts they make and use of each other; something has to leave the loop.`,
    processes,
  );
}

function unpaired(
  system: ProcessSystem,
  { rows, columns }: { readonly rows: readonly number[]; readonly columns: readonly number[] },
) {
  const processes = columns.map((i) => system.processes[i] as string);
  return refuse(
    "singular-system",
    `Processes ${named(processes)} make and use too few products between them to be told apart, and nothing is left to make ${named(rows.map((i) => system.products[i] as string))}. Check the amounts they make and use of each other; something has to leave the loop.`,
    processes,
  );
}
