import { Decimal } from "@celadon/quantity";
import type { Atom } from "./atoms-of.ts";
import { doublesOf, type ExactColumn } from "./plant-matrix.ts";
import { type Answer, type FootprintRefusal, refuse } from "./refused.ts";
import type { AdjointSolution, SolveAdjoint } from "./solve-adjoint.ts";
import { rightHandSides, viewsOf } from "./views-of.ts";

interface CheckedSolve extends Pick<AdjointSolution, "solver" | "backwardError" | "errorBound" | "boundKind"> {}

/**
 * Solves the adjoint for the total, every gas, scope and stage at once, and holds each against the sum of the pieces:
 *
 *   f . y = sum of d_j    within the bounds of both, relative to the sum of |d_j|
 *
 * Two ways to one number, by different arithmetic. Refused where they part, and where the solver refuses.
 */
export function checkedSolve(
  matrix: readonly ExactColumn[],
  atoms: readonly Atom[],
  demand: { readonly product: string; readonly amount: Decimal; readonly supplyBound: number },
  solveAdjoint: SolveAdjoint,
): Answer<CheckedSolve, FootprintRefusal> {
  const views = viewsOf(atoms);
  const solution = solveAdjoint(doublesOf(matrix), rightHandSides(matrix, atoms, views));
  if (solution.kind !== "accept") return solution;
  const { values, count, solver, backwardError, errorBound, boundKind } = solution.value;
  const row = matrix.findIndex(({ product }) => product === demand.product);
  for (const [view, { name, has }] of views.entries()) {
    const pieces = atoms.filter(has).map(({ amount }) => amount);
    const forward = pieces.reduce((sum, piece) => sum.plus(piece), new Decimal(0));
    const gross = pieces.reduce((sum, piece) => sum.plus(piece.abs()), new Decimal(0));
    const adjoint = demand.amount.times(values[row * count + view] as number);
    const allowed = gross.times(2 * (errorBound + demand.supplyBound));
    if (forward.minus(adjoint).abs().greaterThan(allowed)) {
      return refuse(
        "not-converged",
        `The ${name} of "${demand.product}" is ${forward.toSignificantDigits(17).toFixed()} kg CO2e by its parts and ${adjoint.toSignificantDigits(17).toFixed()} by the solver "${solver}", further apart than their bounds allow. Report it with the inventory: this is a fault of the solver, not of the data.`,
        [demand.product],
      );
    }
  }
  const bound = Math.max(errorBound, demand.supplyBound);
  return { kind: "accept", value: { solver, backwardError, errorBound: bound, boundKind } };
}
