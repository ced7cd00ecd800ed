import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as dense from "../dense-lu-in-test.ts";
import type { Matrix } from "../matrix.ts";
import { minimumDegree } from "./amd.ts";
import { denseFrom } from "./dense-from.ts";
import { factorise } from "./factorise.ts";
import { entriesOf, type Factors } from "./factors.ts";
import { planOf } from "./plan.ts";
import { solve } from "./solve.ts";

/** The matrix with these entries; `entryAt` of 0 is none. */
function matrixOf(n: number, entryAt: (i: number, j: number) => number): Matrix {
  const starts = new Int32Array(n + 1);
  const rows: number[] = [];
  const values: number[] = [];
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      const value = entryAt(i, j);
      if (value === 0) continue;
      rows.push(i);
      values.push(value);
    }
    starts[j + 1] = rows.length;
  }
  return { starts, rows: Int32Array.from(rows), values: Float64Array.from(values) };
}

function factorsOf(matrix: Matrix): Factors {
  const found = factorise(matrix, planOf(matrix));
  if (found.kind !== "factorised") throw new Error(`no pivot in column ${found.column}`);
  return found.factors;
}

/** Pseudo-random numbers of [0, 1), the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("where the rest becomes dense", () => {
  test("a full matrix is dense from the start", () => {
    const full = matrixOf(30, (i, j) => (i === j ? 30 : -1));
    expect(planOf(full)).toMatchObject({ denseFrom: 0, products: 9_000 });
  });

  test("a chain never is", () => {
    const chain = matrixOf(30, (i, j) => (i === j ? 1 : i === j + 1 ? -1 : 0));
    expect(planOf(chain)).toMatchObject({ denseFrom: 30, products: 0 });
  });

  test("between the two the sum of costs decides: 3 for each sparse product, m^3 / 3 for the square", () => {
    // From step 2 on: 9 instead of 3 (4 + 1 + 0); from step 1 on 64 / 3 more instead of 3 (10 + 5).
    expect(denseFrom(Float64Array.of(0, 10, 4, 1, 0))).toBe(1);
    expect(denseFrom(Float64Array.of(0, 1, 4, 1, 0))).toBe(2);
  });
});

test("a triangle fills nothing in, although its pattern N + N^T is full", () => {
  const n = 40;
  const shuffled = Array.from({ length: n }, (_, i) => (i * 17) % n);
  const triangle = matrixOf(n, (i, j) => {
    const [row, column] = [shuffled[i] as number, shuffled[j] as number];
    return row === column ? 2 : row < column ? -1 / n : 0;
  });
  expect(minimumDegree(triangle).fill).toBe((n * (n - 1)) / 2);
  expect(planOf(triangle).products).toBe(0);
  expect(entriesOf(factorsOf(triangle))).toBe((n * (n + 1)) / 2);
});

test("hubs that many use and hubs that use many are told apart: next to no fill, where N + N^T promises a lot", () => {
  // Sixty spokes use twenty hubs, twenty others use all spokes, and one of the first uses one of the others: a loop.
  const [n, hubs] = [100, 20];
  const uses = matrixOf(n, (i, j) => {
    if (i === j) return 1;
    const isSpoke = (at: number): boolean => at >= 2 * hubs;
    if (i < hubs && isSpoke(j)) return -0.01;
    if (isSpoke(i) && j >= hubs && j < 2 * hubs) return -0.01;
    return i === hubs && j === 0 ? -0.5 : 0;
  });
  const entries = entriesOf(factorsOf(uses));
  expect(entries).toBeLessThan(1.2 * uses.rows.length);
  expect(minimumDegree(uses).fill).toBeGreaterThan(0.4 * uses.rows.length);
});

test("sparse, with hubs, without some of the diagonal, in odd units: what is left over is rounding, for any seed", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 20, max: 90 }), (seed, n) => {
      const random = numbers(seed);
      const entries = Float64Array.from({ length: n * n }, (_, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        const share = i < n / 8 ? 0.5 : 0.05;
        const value = random() < share ? random() - 0.7 : 0;
        if (i !== j) return value * 2 ** ((i % 5) * 7 - (j % 3) * 11);
        return (random() < 0.9 ? 1 : 0) * 2 ** ((i % 5) * 7 - (j % 3) * 11);
      });
      const matrix = matrixOf(n, (i, j) => entries[i * n + j] as number);
      const plan = planOf(matrix);
      expect([...plan.order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      const peer = dense.factorise(entries, n);
      const found = factorise(matrix, plan);
      fc.pre(found.kind === "factorised" && !peer.singular);
      if (found.kind !== "factorised") return;
      const b = Float64Array.from({ length: n }, (_, i) => 1 + (i % 4));
      for (const side of ["plain", "transposed"] as const) {
        const x = b.slice();
        solve(found.factors, side, { count: 1, values: x });
        // What is left over, in scaled units, against what rounding can do to the largest terms.
        const { growth, scales } = found.factors;
        const [given, wanted] = side === "plain" ? [scales.rows, scales.columns] : [scales.columns, scales.rows];
        const most = x.reduce((largest, value, k) => Math.max(largest, Math.abs(value / (wanted[k] as number))), 0);
        const [step, stride] = side === "plain" ? [n, 1] : [1, n];
        for (let line = 0; line < n; line++) {
          let left = b[line] as number;
          for (let k = 0; k < n; k++) left -= (entries[line * step + k * stride] as number) * (x[k] as number);
          const off = Math.abs(left * (given[line] as number));
          expect(off).toBeLessThanOrEqual(1e-14 * n * growth * most);
        }
      }
    }),
    { numRuns: 60 },
  );
});
