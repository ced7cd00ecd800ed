import { transposedSparse } from "../linear/transposed-sparse.ts";
import type { BlockSolver } from "../solver/adjoint.ts";
import { type Arrangement, arrangementOf } from "../solver/arrangement.ts";
import type { Cancelled } from "../solver/cancelled.ts";
import type { Matching } from "../solver/matching.ts";
import { type Matrix, sizeOf } from "../solver/matrix.ts";
import { loadedArrangement } from "./arrangement-slots.ts";
import { runSolver } from "./run-solver.ts";
import type { SystemValues } from "./uncertain-entry.ts";
import type { CountedInterventions } from "./uncertain-system.ts";

/** What the impact of a product is told by, run by run: groups of its terms c_k b_kj s_j. */
export interface PartsWanted {
  /** Its row. */
  readonly product: number;
  /** The static supply of one unit of it, by column, at which every run begins. */
  readonly supply: Float64Array;
  /** The group of each entry of B, of `groups` groups. */
  readonly groupOf: Int32Array;
  readonly groups: number;
}

/**
 * Makes ready to tell runs by parts:  M_r s_r = f,  part = sum of c_k b_kj s_j over its entries, in their order, so that the parts of a run add
 * up to its total. `fillParts` writes the parts of all that are wanted, one behind the other, from `at`; not a number where a run has no supply.
 */
export function runParts(
  {
    matrix,
    matching,
    counted,
  }: { readonly matrix: Matrix; readonly matching: Matching; readonly counted: CountedInterventions },
  wanted: readonly PartsWanted[],
  fallback: ((a: Arrangement) => BlockSolver) | undefined,
  cancelled: Cancelled,
): (values: SystemValues, into: Float64Array, at: number) => void {
  const n = sizeOf(matrix);
  const square = { ...matrix, rowCount: n, columnCount: n };
  const turned = transposedSparse(square);
  /** Where each entry of the transpose stands in the matrix. */
  const from = transposedSparse({ ...square, values: Float64Array.from(matrix.rows.keys()) }).values;
  const { columnOf, rowOf, isFull } = matching;
  const arranged = arrangementOf(turned, { columnOf: rowOf, rowOf: columnOf, isFull });
  if (arranged.kind !== "arranged") throw new Error("A matrix that was matched cannot be matched when transposed.");
  const loaded = loadedArrangement(turned, arranged.value);
  const solvers = wanted.map(({ supply }) => runSolver(loaded, supply, fallback, cancelled));
  const entries = new Float64Array(from.length);
  const [f, s] = [new Float64Array(n), new Float64Array(n)];
  return (values, into, at) => {
    for (let k = 0; k < from.length; k++) entries[k] = values.technosphere[from[k] as number] as number;
    let first = at;
    for (const [i, one] of wanted.entries()) {
      f.fill(0);
      f[one.product] = 1;
      const failure = solvers[i]?.solveRun(entries, f, s);
      const room = into.subarray(first, first + one.groups);
      room.fill(failure === undefined ? 0 : Number.NaN);
      if (failure === undefined) addParts(one.groupOf, counted, { values, s }, room);
      first += one.groups;
    }
  };
}

function addParts(
  groupOf: Int32Array,
  { starts, flows, places }: CountedInterventions,
  { values, s }: { readonly values: SystemValues; readonly s: Float64Array },
  into: Float64Array,
): void {
  const { interventions, factors } = values;
  for (let j = 0; j + 1 < starts.length; j++) {
    const scale = s[j] as number;
    if (scale === 0) continue;
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
      const place = places[k] as number;
      const group = groupOf[place] as number;
      const term = (factors[flows[k] as number] as number) * (interventions[place] as number) * scale;
      into[group] = (into[group] as number) + term;
    }
  }
}
