import fc from "fast-check";
import { expect, test } from "vitest";
import { type Arrangement, arrangementOf } from "../arrangement.ts";
import * as dense from "../dense-lu-in-test.ts";
import { sparseSolver } from "../sparse-solver.ts";
import { luBlockSolver } from "./block-solver.ts";

type Rows = readonly (readonly number[])[];

function arranged(matrix: Rows): Arrangement {
  const n = matrix.length;
  const entries = Array.from({ length: n }, (_, j) =>
    matrix.flatMap((row, i) => (row[j] === 0 ? [] : [[i, row[j] as number] as const])),
  );
  const starts = new Int32Array(n + 1);
  for (let j = 0; j < n; j++) starts[j + 1] = (starts[j] as number) + (entries[j]?.length as number);
  const found = arrangementOf({
    starts,
    rows: Int32Array.from(entries.flat(), ([i]) => i),
    values: Float64Array.from(entries.flat(), ([, value]) => value),
  });
  if (found.kind !== "arranged") throw new Error(found.kind);
  return found.value;
}

/** Solves every block by LU, suppliers first. q by column, y by row. */
function solvedByBlocks(a: Arrangement, given: readonly number[]): Float64Array {
  const solver = luBlockSolver(a);
  const q = Float64Array.from(a.columns, (j) => given[j] as number);
  const y = new Float64Array(q.length);
  for (let block = 0; block + 1 < a.blocks.length; block++)
    if (!solver.solve(block, { q, y, width: 1, m: 0 })) throw new Error(`block ${block} is singular`);
  const byRow = new Float64Array(q.length);
  a.rows.forEach((row, p) => {
    byRow[row] = y[p] as number;
  });
  return byRow;
}

test("a loop behind a supplier: power at 0.5, two that use it and each other", () => {
  // y0 = 0.5; y1 = 1 + 2 y0 + 0.25 y2; y2 = 3 + 0.5 y1: y1 = 2.75 / 0.875.
  const a = arranged([
    [1, -2, 0],
    [0, 1, -0.5],
    [0, -0.25, 1],
  ]);
  const [y0, y1, y2] = solvedByBlocks(a, [0.5, 1, 3]);
  expect(y0).toBe(0.5);
  expect(y1).toBeCloseTo(2.75 / 0.875, 15);
  expect(y2).toBeCloseTo(3 + 2.75 / 1.75, 15);
});

test("a loop that sweeps can not solve, because it diverges, is solved by LU", () => {
  // Radius of Gauss-Seidel 6: 1 - 2 * 3 = -5, y0 = (1 + 2 * 1) / -5.
  const a = arranged([
    [1, -3],
    [-2, 1],
  ]);
  const solved = sparseSolver(a, luBlockSolver(a)).solve({ count: 1, values: Float64Array.of(1, 1) });
  if (solved.kind !== "solved") throw new Error(solved.kind);
  expect(solved.value.method).toBe("lu");
  const [y0, y1] = solved.value.values;
  expect(y0).toBeCloseTo(-0.6, 15);
  expect(y1).toBeCloseTo(-0.8, 15);
});

test("two processes that feed each other 1 : 1 are singular, and are named, and nobody else of their loop", () => {
  // Process 2 uses both and is used by nobody inside; 0 feeds 1 and 1 feeds 0.
  const a = arranged([
    [1, -1, -0.5],
    [-1, 1, -0.5],
    [0, 0, 1],
  ]);
  const solver = luBlockSolver(a);
  const q = Float64Array.from(a.columns, () => 1);
  const y = new Float64Array(3);
  expect(solver.solve(0, { q, y, width: 1, m: 0 })).toBe(false);
  expect(solver.conditionOf(0)).toBe(Number.POSITIVE_INFINITY);
  const named = solver.supportOf(0).map((p) => a.columns[p] as number);
  expect(named.sort((one, other) => one - other)).toEqual([0, 1]);
});

test("factorising a ring is worth five sweeps: a product for each step, ten times as dear as one of the two of a sweep", () => {
  const n = 50;
  const a = arranged(
    Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => (i === j ? 1 : (i + 1) % n === j ? -0.5 : 0)),
    ),
  );
  expect(luBlockSolver(a).sweepsWorth(0)).toBe(5);
});

test("next to other vectors a solution has the bits that it has alone", () => {
  const a = arranged([
    [2, -0.3, 0],
    [-0.7, 1, -0.1],
    [-0.2, 0, 3],
  ]);
  const solver = luBlockSolver(a);
  const q = Float64Array.of(1, 9, 0.1, 8, 0.3, 7);
  const y = new Float64Array(6).fill(5);
  solver.solve(0, { q, y, width: 2, m: 0 });
  const alone = new Float64Array(3);
  solver.solve(0, { q: Float64Array.of(1, 0.1, 0.3), y: alone, width: 1, m: 0 });
  expect([y[0], y[2], y[4]]).toEqual([...alone]);
  expect([y[1], y[3], y[5]]).toEqual([5, 5, 5]);
});

const system = fc.integer({ min: 1, max: 12 }).chain((n) =>
  fc.record({
    inputs: fc.array(
      fc.array(fc.oneof(fc.constant(0), fc.integer({ min: -300, max: 900 })), { minLength: n, maxLength: n }),
      {
        minLength: n,
        maxLength: n,
      },
    ),
    units: fc.array(fc.integer({ min: -30, max: 30 }), { minLength: n, maxLength: n }),
  }),
);

test("agrees with the dense solve, whatever the loops, credits and units, to what the condition allows", () => {
  fc.assert(
    fc.property(system, ({ inputs, units }) => {
      const n = inputs.length;
      const matrix = inputs.map((row, i) =>
        row.map((x, j) => (i === j ? 1 : -x / 1000) * 2 ** ((units[i] as number) - (units[j] as number))),
      );
      const q = Array.from({ length: n }, (_, j) => (1 + j) * 2 ** -(units[j] as number));
      const a = arranged(matrix);
      const solver = luBlockSolver(a);
      const conditions = Array.from({ length: a.blocks.length - 1 }, (_, block) => solver.conditionOf(block));
      fc.pre(conditions.reduce((product, one) => product * one, 1) < 1e9);
      const byRows = matrix.flatMap((_, j) => matrix.map((row) => row[j] as number));
      const peer = dense.solve(dense.factorise(Float64Array.from(byRows), n), Float64Array.from(q));
      const ours = solvedByBlocks(a, q);
      const plain = (y: Float64Array) => y.map((value, i) => value * 2 ** (units[i] as number));
      const most = plain(peer).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
      plain(ours).forEach((value, i) => {
        expect(Math.abs(value - (plain(peer)[i] as number))).toBeLessThanOrEqual(1e-6 * most);
      });
    }),
  );
});

test("refinement leaves a residual that is rounding alone, at a condition of 1e10", () => {
  const near = 1 - 1e-10;
  const a = arranged([
    [1, -near, 0.125],
    [-1, 1, -0.25],
    [-0.5, 0, 1],
  ]);
  const given = [1, 3, -2];
  const y = solvedByBlocks(a, given);
  const columns = [
    [1, -1, -0.5],
    [-near, 1, 0],
    [0.125, -0.25, 1],
  ];
  columns.forEach((column, j) => {
    const terms = column.map((x, i) => x * (y[i] as number));
    const left = terms.reduce((rest, term) => rest - term, given[j] as number);
    const size = terms.reduce((sum, term) => sum + Math.abs(term), Math.abs(given[j] as number));
    expect(Math.abs(left) / size).toBeLessThan(1e-15);
  });
});
