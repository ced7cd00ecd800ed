import { deskFor, solveBlocks } from "../solver/adjoint.ts";
import { arrangementOf } from "../solver/arrangement.ts";
import type { Matrix } from "../solver/matrix.ts";
import { sweepsOfOne } from "../solver/sweeps.ts";
import type { Distribution } from "./distribution.ts";
import type { UncertainEntry } from "./uncertain-entry.ts";
import { countedInterventions, fillOwnImpacts, type UncertainSystem } from "./uncertain-system.ts";

// Systems for the tests of this folder.

/** Rows of numbers as compressed columns. */
export function matrixOf(table: readonly (readonly number[])[], columns: number): Matrix {
  const starts = [0];
  const rows: number[] = [];
  const values: number[] = [];
  for (let j = 0; j < columns; j++) {
    table.forEach((row, i) => {
      const value = row[j] as number;
      if (value === 0) return;
      rows.push(i);
      values.push(value);
    });
    starts.push(rows.length);
  }
  return { starts: Int32Array.from(starts), rows: Int32Array.from(rows), values: Float64Array.from(values) };
}

/** The place of row i, column j among the values. */
export function placeOf({ starts, rows }: Matrix, i: number, j: number): number {
  const place = rows.indexOf(i, starts[j]);
  if (place === -1 || place >= (starts[j + 1] as number)) throw new Error(`There is no entry (${i}, ${j}).`);
  return place;
}

/** `use` chooses the spread of an entry from its amount; undefined leaves it certain. */
export type SpreadOf = (amount: number) => Distribution | undefined;

export const lognormal =
  (geometricSd: number): SpreadOf =>
  (amount) => ({ kind: "lognormal", median: amount, geometricSd });

/** 24 processes with a loop of 16 and a tail of 8, three flows; every input and every intervention spread. */
export function loopedSystem(spreads: {
  readonly inputs: SpreadOf;
  readonly interventions: SpreadOf;
}): UncertainSystem {
  const n = 24;
  const input = (i: number, j: number): number => {
    if (i === j) return 0;
    const isUsed = (7 * i + 3 * j) % 5 === 0 && (i < 16 || j > i);
    return isUsed ? (1 + ((31 * i + 17 * j) % 13)) / 120 : 0;
  };
  const all = Array.from({ length: n }, (_, i) => i);
  const technosphere = matrixOf(
    all.map((i) => all.map((j) => (i === j ? 1 + (i % 3) : -input(i, j)))),
    n,
  );
  const flows = [0, 1, 2];
  const interventions = matrixOf(
    flows.map((k) => all.map((j) => ((k + j) % 3 === 1 ? 0 : (1 + ((5 * j + k) % 7)) / 4))),
    n,
  );
  const entries: UncertainEntry[] = [];
  for (let j = 0; j < n; j++) {
    for (let k = technosphere.starts[j] as number; k < (technosphere.starts[j + 1] as number); k++) {
      if (technosphere.rows[k] === j) continue;
      const amount = -(technosphere.values[k] as number);
      const distribution = spreads.inputs(amount);
      if (distribution === undefined) continue;
      const id = `input ${technosphere.rows[k]} of ${j}`;
      entries.push({ id, matrix: "technosphere", place: k, amount, factor: -1, distribution });
    }
    for (let k = interventions.starts[j] as number; k < (interventions.starts[j + 1] as number); k++) {
      const amount = interventions.values[k] as number;
      const distribution = spreads.interventions(amount);
      if (distribution === undefined) continue;
      const id = `flow ${interventions.rows[k]} of ${j}`;
      entries.push({ id, matrix: "interventions", place: k, amount, factor: 1, distribution });
    }
  }
  return { technosphere, interventions, factors: Float64Array.of(1, 28, 0), entries };
}

/** The static y, by row, as the solver finds it. */
export function staticIntensity(system: UncertainSystem): Float64Array {
  const q = new Float64Array(system.technosphere.starts.length - 1);
  const values = { interventions: system.interventions.values, factors: system.factors };
  fillOwnImpacts(countedInterventions(system), values, q);
  return solved(system.technosphere, q);
}

/** The supply of a demand, by column: M s = f is the adjoint system of M^T. */
export function supplyOf({ technosphere }: UncertainSystem, demand: readonly number[]): Float64Array {
  const n = technosphere.starts.length - 1;
  const table = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (let j = 0; j < n; j++)
    for (let k = technosphere.starts[j] as number; k < (technosphere.starts[j + 1] as number); k++)
      (table[j] as number[])[technosphere.rows[k] as number] = technosphere.values[k] as number;
  return solved(matrixOf(table, n), Float64Array.from(demand));
}

function solved(matrix: Matrix, q: Float64Array): Float64Array {
  const arranged = arrangementOf(matrix);
  if (arranged.kind !== "arranged") throw new Error("The example has no matching.");
  const { columns, rows } = arranged.value;
  const desk = deskFor(arranged.value, sweepsOfOne);
  for (const [p, column] of columns.entries()) desk.q[p] = q[column] as number;
  const none = {
    sweepsWorth: () => Number.POSITIVE_INFINITY,
    solve: () => false,
    conditionOf: () => Number.POSITIVE_INFINITY,
    amplification: () => Number.POSITIVE_INFINITY,
    grossOf: (_: number, w: Float64Array) => w,
  };
  const ways = { sweeps: 0, left: new Set<number>(), swept: false };
  if (solveBlocks(arranged.value, desk, none, ways) !== undefined) throw new Error("The example is singular.");
  const y = new Float64Array(q.length);
  for (const [p, row] of rows.entries()) y[row] = desk.y[p] as number;
  return y;
}
