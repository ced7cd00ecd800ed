import { Decimal } from "@celadon/quantity";
import type { Column } from "./columns-of.ts";
import { components } from "./components.ts";
import { overdrawnIn } from "./overdrawn.ts";
import { doublesOf, type ExactColumn } from "./plant-matrix.ts";
import { type Answer, type FootprintRefusal, named, refuse } from "./refused.ts";
import type { SolveAdjoint } from "./solve-adjoint.ts";
import { transposed } from "./transposed.ts";

/** How much of each column's period a demand needs: s of M s = f, in the order of the matrix. */
interface Supply {
  readonly scales: readonly Decimal[];
  /** Relative bound on a scale's error; 0 where nothing feeds back, because then nothing was rounded to a double. */
  readonly errorBound: number;
}

/** Figures are rounded to 12 digits; scales keep enough for any product of them to be right to the last. */
const scaleDigits = 40;

/** Digits on the way: more than any chain of processes can blur. */
const workDigits = 60;

/**
 * s of  M s = f  for a demand of one product. Where nothing feeds back this is substitution in decimals, users before suppliers;
 * with loops it is the port's solution of the transposed system.
 *
 * Refused: what the solver refuses, a loop that returns more of a product than was made of it (`all`: the columns of the whole
 * plant), and a loop whose members need more of each other than they make. That is no singular matrix: it has a solution, with
 * negative amounts of work.
 */
export function supplyOf(
  matrix: readonly ExactColumn[],
  demand: { readonly product: string; readonly amount: Decimal },
  { all, solveAdjoint }: { readonly all: readonly Column[]; readonly solveAdjoint: SolveAdjoint },
): Answer<Supply, FootprintRefusal> {
  const system = doublesOf(matrix);
  const loops = components(system);
  if (loops.every(({ length }) => length === 1)) {
    return { kind: "accept", value: { scales: substituted(matrix, demand, loops), errorBound: 0 } };
  }
  const beyond = overdrawnIn(loops, matrix, all);
  if (beyond !== undefined) return beyond;
  const values = Float64Array.from(matrix, ({ product }) =>
    product === demand.product ? demand.amount.toNumber() : 0,
  );
  const solution = solveAdjoint(transposed(system), { count: 1, values });
  if (solution.kind !== "accept") return solution;
  const overdrawn = matrix.filter((_, i) => (solution.value.values[i] as number) < 0);
  if (overdrawn.length > 0) return needMoreThanTheyMake(overdrawn);
  const scales = [...solution.value.values].map((scale) => new Decimal(scale));
  return { kind: "accept", value: { scales, errorBound: solution.value.errorBound } };
}

function substituted(
  matrix: readonly ExactColumn[],
  demand: { readonly product: string; readonly amount: Decimal },
  suppliersFirst: readonly Int32Array[],
): readonly Decimal[] {
  const need = new Map([[demand.product, demand.amount]]);
  const scales = new Map<string, Decimal>();
  for (const [at] of suppliersFirst.toReversed()) {
    const { product, net, inputs } = matrix[at as number] as ExactColumn;
    const wanted = need.get(product);
    if (wanted === undefined) continue;
    const scale = wanted.dividedBy(net).toSignificantDigits(workDigits);
    scales.set(product, scale);
    for (const input of inputs) {
      const more = input.amount.times(scale).plus(need.get(input.product) ?? new Decimal(0));
      need.set(input.product, more.toSignificantDigits(workDigits));
    }
  }
  return matrix.map(({ product }) => (scales.get(product) ?? new Decimal(0)).toSignificantDigits(scaleDigits));
}

const needMoreThanTheyMake = (columns: readonly ExactColumn[]) => {
  const ids = columns.map(({ process }) => process);
  return refuse(
    "overdrawn-loop",
    `A loop through ${named(ids)} needs more of its own products than it makes of them, so it can supply nothing. Check the amounts its processes make and use of each other.`,
    ids,
  );
};
