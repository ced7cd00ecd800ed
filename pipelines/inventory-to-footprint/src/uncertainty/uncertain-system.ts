import type { Matrix } from "../solver/matrix.ts";
import type { Formulas } from "./formulas.ts";
import type { UncertainEntry } from "./uncertain-entry.ts";

/** A system under one method, and what of it is not known exactly. */
export interface UncertainSystem {
  /** M: products by processes. */
  readonly technosphere: Matrix;
  /** B: flows by processes, compressed columns as in M. */
  readonly interventions: Matrix;
  /** c: of each flow. */
  readonly factors: Float64Array;
  readonly entries: readonly UncertainEntry[];
  /** What depends on parameters; left out where nothing does. */
  readonly formulas?: Formulas;
}

/** The entries of B whose factor is not 0, or not certain: all that own impacts are made of. */
export interface CountedInterventions {
  readonly starts: Int32Array;
  readonly flows: Int32Array;
  /** Their places among the values of B. */
  readonly places: Int32Array;
}

export function countedInterventions({
  interventions: { starts, rows, values },
  factors,
  entries,
  formulas,
}: UncertainSystem): CountedInterventions {
  const isCounted = Uint8Array.from(factors, (factor) => (factor === 0 ? 0 : 1));
  for (const list of [entries, formulas?.entries ?? []])
    for (const { matrix, place } of list) if (matrix === "factors") isCounted[place] = 1;
  const places = Int32Array.from(values.keys()).filter((k) => isCounted[rows[k] as number] === 1);
  const ends = new Int32Array(starts.length);
  let counted = 0;
  for (let j = 0; j + 1 < starts.length; j++) {
    while (counted < places.length && (places[counted] as number) < (starts[j + 1] as number)) counted += 1;
    ends[j + 1] = counted;
  }
  return { starts: ends, flows: places.map((k) => rows[k] as number), places };
}

/** Own impacts by process, q_j = sum_k c_k b_kj, flows by their order in the column. */
export function fillOwnImpacts(
  { starts, flows, places }: CountedInterventions,
  { interventions, factors }: { readonly interventions: Float64Array; readonly factors: Float64Array },
  q: Float64Array,
): void {
  for (let j = 0; j < q.length; j++) {
    let sum = 0;
    const end = starts[j + 1] as number;
    for (let k = starts[j] as number; k < end; k++)
      sum += (factors[flows[k] as number] as number) * (interventions[places[k] as number] as number);
    q[j] = sum;
  }
}
