/** One row or column of a system's matrices, as people know it. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  /** Where it stands in the list that people gave, from 0; results are told in that order. */
  readonly index: number;
  /** Of a process: exchanges that are known and not in the matrices, as nobody supplies them or their unit is not known. */
  readonly leftOut?: number;
  /** Of a process: how many of these supply others as a credit: without one the rest is too high. */
  readonly creditsLeftOut?: number;
  /** Of a process: where it runs. Left out, as the three below, where the list does not state it. */
  readonly location?: string;
  /** Of a process: the stage of the life cycle that it belongs to. */
  readonly stage?: string;
  /** Of a flow: which gas it counts as. */
  readonly gas?: string;
  /** Of a flow: where it goes to or is taken from. */
  readonly compartment?: string;
  /** Of a process: the scope of the GHG Protocol of what it gives off, seen from the factory. */
  readonly scope?: string;
  /**
   * Ids of methods. Of a process: those by which its own impact is not known, such as a supplier of whom only a carbon footprint is published.
   * Of a flow: those that it counts in by a factor that is not known; the own impact of every process that exchanges it is not known either.
   */
  readonly unknownFor?: readonly string[];
  /** Of a process: the share of its own impact that rests on primary data, 0 to 1. */
  readonly primary?: number;
  /** Of a process: data quality, 1 (best) to 5, of reliability, completeness, time, geography, technology; null: not applicable. */
  readonly scores?: Scores;
}

/** Five scores of data quality. */
export type Scores = readonly (number | null)[];

/** Places of a list by the index that people gave. */
export const byIndex = (all: readonly Named[]): readonly number[] => {
  const places = new Array<number>(all.length);
  for (const [place, { index }] of all.entries()) places[index] = place;
  return places;
};

/** A matrix in compressed columns, of any shape: entries of column j from `starts[j]` to `starts[j + 1] - 1`, by rising row. */
export interface Sparse {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/**
 * A process system in numbers:  M s = f,  g = B s,  h = C g.
 *
 *   M  products x processes, outputs +, inputs -, per unit of scale
 *   B  flows x processes, emission or resource, each positive in its own direction
 *   C  methods x flows
 *
 * What stands at one place of a list belongs to the row or column of that place. Lists that were read are sorted by id, so that one
 * system has one order of solving, and the same bits, in whatever order it was written down.
 */
export interface LinearSystem {
  readonly products: readonly Named[];
  readonly processes: readonly Named[];
  readonly flows: readonly Named[];
  readonly methods: readonly Named[];
  readonly M: Sparse;
  readonly B: Sparse;
  readonly C: Sparse;
}
