import type { BlockSolver } from "./adjoint.ts";
import type { Arrangement } from "./arrangement.ts";
import { type Cancelled, never } from "./cancelled.ts";
import { measuredEvery, watch } from "./rest.ts";
import { sweepsOfOne } from "./sweeps.ts";
import { usersOf } from "./users-of.ts";

/** What a renewal came to. */
export interface Renewal {
  /** Places whose value was worked out again. */
  readonly touched: number;
  readonly sweeps: number;
  /** Of the rows that were worked out again: the others stand as they passed. */
  readonly backwardError: number;
}

/**
 * The footprints of one method that are renewed as single numbers of the system change, each from where it stood. For displays: a
 * warm value differs from a cold one in its last digits, by the way it took. What is stored or certified is solved anew.
 */
export interface Live {
  /** Impact per unit, by row (product). */
  readonly valueOf: (row: number) => number;
  /** A new direct impact of a column (process), at scale 1. */
  readonly setImpact: (column: number, q: number) => void;
  /** A new entry at a place that holds one; false where it held none: then the order of solving may be another, and all begins anew. */
  readonly setEntry: (row: number, column: number, value: number) => boolean;
  /** Works out again what the changes reach. Undefined: a loop has no answer, its values fail the residual test, or nobody waits any more; begin anew. */
  readonly renew: () => Renewal | undefined;
}

const residualTest = 1e-13;

/** `q` by column, `y` by row: a solution of the arrangement. The arrangement given is left as it is. */
export function liveFrom(
  given: Arrangement,
  q: Float64Array,
  y: Float64Array,
  fallback: BlockSolver,
  cancelled: Cancelled = never,
): Live {
  const a: Arrangement = {
    ...given,
    values: given.values.slice(),
    scaled: given.scaled.slice(),
    diagonal: given.diagonal.slice(),
  };
  const n = a.diagonal.length;
  const users = usersOf(a);
  const placeOfRow = new Int32Array(n);
  const placeOfColumn = new Int32Array(n);
  const blockOf = new Int32Array(n);
  const own = new Float64Array(n);
  const value = new Float64Array(n);
  for (let p = 0; p < n; p++) {
    placeOfRow[a.rows[p] as number] = p;
    placeOfColumn[a.columns[p] as number] = p;
    own[p] = q[a.columns[p] as number] as number;
    value[p] = y[a.rows[p] as number] as number;
  }
  for (let block = 0; block + 1 < a.blocks.length; block++) blockOf.fill(block, a.blocks[block], a.blocks[block + 1]);
  const isDirty = new Uint8Array(n);
  const known = { b: new Float64Array(n), gross: new Float64Array(n) };
  const found = { worst: new Float64Array(1), largest: new Float64Array(1) };
  const before = new Float64Array(n);
  let first = n;

  const soil = (p: number): void => {
    isDirty[p] = 1;
    if (p < first) first = p;
  };
  /** Terms of a place that are known before its block is swept. */
  const fromBefore = (p: number, end: number): void => {
    let sum = (own[p] as number) / (a.diagonal[p] as number);
    let size = Math.abs(sum);
    for (let k = a.starts[p] as number; k < end; k++) {
      const part = (a.scaled[k] as number) * (value[a.places[k] as number] as number);
      sum -= part;
      size += Math.abs(part);
    }
    known.b[p] = sum;
    known.gross[p] = size;
  };
  const soilUsers = (p: number, from: number): void => {
    for (let k = users.starts[p] as number; k < (users.starts[p + 1] as number); k++)
      if ((users.places[k] as number) >= from) isDirty[users.places[k] as number] = 1;
  };
  const sweptToRest = (block: number, from: number, to: number): number => {
    const watching = watch(() => fallback.sweepsWorth(block));
    for (let sweep = 1; ; sweep++) {
      if (cancelled()) return -1;
      if (sweep % measuredEvery !== 0) {
        sweepsOfOne.plain(a, { from, to }, known.b, value);
        continue;
      }
      sweepsOfOne.measured(a, { from, to }, known, value, found);
      const verdict = watching.judge(sweep, found.worst[0] as number, found.largest[0] as number);
      if (verdict === "at-rest") return sweep;
      if (verdict === "leave") return -1;
    }
  };
  const residualOf = (p: number): number => {
    const self = (a.diagonal[p] as number) * (value[p] as number);
    let left = (own[p] as number) - self;
    let size = Math.abs(own[p] as number) + Math.abs(self);
    for (let k = a.starts[p] as number; k < (a.starts[p + 1] as number); k++) {
      const part = (a.values[k] as number) * (value[a.places[k] as number] as number);
      left -= part;
      size += Math.abs(part);
    }
    return left === 0 ? 0 : Math.abs(left) / size;
  };

  return {
    valueOf: (row) => value[placeOfRow[row] as number] as number,
    setImpact: (column, impact) => {
      const p = placeOfColumn[column] as number;
      own[p] = impact;
      soil(p);
    },
    setEntry: (row, column, entry) => {
      const p = placeOfColumn[column] as number;
      const used = placeOfRow[row] as number;
      soil(p);
      if (used === p) {
        if (entry === 0) return false;
        a.diagonal[p] = entry;
        for (let k = a.starts[p] as number; k < (a.starts[p + 1] as number); k++)
          a.scaled[k] = (a.values[k] as number) / entry;
        return true;
      }
      for (let k = a.starts[p] as number; k < (a.starts[p + 1] as number); k++) {
        if (a.places[k] !== used) continue;
        a.values[k] = entry;
        a.scaled[k] = entry / (a.diagonal[p] as number);
        return true;
      }
      return false;
    },
    renew: () => {
      let [touched, sweeps, backwardError] = [0, 0, 0];
      for (let p = first; p < n; p++) {
        if (isDirty[p] === 0) continue;
        const block = blockOf[p] as number;
        const from = a.blocks[block] as number;
        const to = a.blocks[block + 1] as number;
        for (let i = from; i < to; i++) {
          fromBefore(i, a.inside[i] as number);
          before[i] = value[i] as number;
          isDirty[i] = 0;
        }
        if (to - from === 1) value[p] = known.b[p] as number;
        else {
          const taken = sweptToRest(block, from, to);
          if (taken === -1) return undefined;
          sweeps = Math.max(sweeps, taken);
        }
        for (let i = from; i < to; i++) {
          touched += 1;
          backwardError = Math.max(backwardError, residualOf(i));
          if (value[i] !== before[i]) soilUsers(i, to);
        }
        p = to - 1;
      }
      first = n;
      return backwardError <= residualTest ? { touched, sweeps, backwardError } : undefined;
    },
  };
}
