import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Matrix } from "../matrix.ts";
import { minimumDegree } from "./amd.ts";

type Edge = readonly [number, number];

/** A pattern with a full diagonal and an entry in row i, column j for each edge. */
function patternOf(n: number, edges: Iterable<Edge>): Matrix {
  const columns = Array.from({ length: n }, (_, j) => new Set([j]));
  for (const [i, j] of edges) columns[j]?.add(i);
  const rows = columns.map((column) => [...column].sort((a, b) => a - b));
  const starts = new Int32Array(n + 1);
  for (let j = 0; j < n; j++) starts[j + 1] = (starts[j] as number) + (rows[j]?.length as number);
  return { starts, rows: Int32Array.from(rows.flat()), values: new Float64Array(starts[n] as number).fill(1) };
}

const path = (n: number): readonly Edge[] => Array.from({ length: n - 1 }, (_, i) => [i + 1, i] as const);

const grid = (side: number): readonly Edge[] =>
  Array.from({ length: side * side }, (_, at) => at).flatMap((at) => [
    ...(at % side < side - 1 ? [[at, at + 1] as const] : []),
    ...(at < side * (side - 1) ? [[at, at + side] as const] : []),
  ]);

function besideOf({ starts, rows }: Matrix): readonly Set<number>[] {
  const beside = Array.from({ length: starts.length - 1 }, () => new Set<number>());
  for (let j = 0; j < beside.length; j++) {
    for (const i of rows.subarray(starts[j], starts[j + 1])) {
      if (i === j) continue;
      beside[i]?.add(j);
      beside[j]?.add(i);
    }
  }
  return beside;
}

/** Eliminates a node: its neighbours become neighbours of each other. Returns how many they are. */
function joinAround(beside: readonly Set<number>[], pivot: number): number {
  const others = [...(beside[pivot] ?? [])];
  for (const i of others) {
    beside[i]?.delete(pivot);
    for (const other of others) if (other !== i) beside[i]?.add(other);
  }
  return others.length;
}

/** Entries below the diagonal of L when the columns are eliminated in this order. */
function filled(matrix: Matrix, order: Iterable<number>): number {
  const beside = besideOf(matrix);
  return [...order].reduce((fill, pivot) => fill + joinAround(beside, pivot), 0);
}

const rising = (order: Iterable<number>): readonly number[] => [...order].sort((a, b) => a - b);

const graph = fc.integer({ min: 1, max: 40 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    edges: fc.array(fc.tuple(fc.integer({ min: 0, max: n - 1 }), fc.integer({ min: 0, max: n - 1 })), {
      maxLength: 4 * n,
    }),
  }),
);

describe("patterns whose best order is known", () => {
  test("a path fills nothing in, and of equals the lowest comes first", () => {
    const { order, fill, operations } = minimumDegree(patternOf(5, path(5)));
    expect([...order]).toEqual([0, 1, 2, 3, 4]);
    expect(fill).toBe(4);
    expect(operations).toBe(8); // each of four pivots: one division, one product
  });

  test("the hub of a star comes last, with its last spoke", () => {
    const { order, fill } = minimumDegree(
      patternOf(
        9,
        Array.from({ length: 8 }, (_, i) => [0, i + 1] as const),
      ),
    );
    expect([...order].indexOf(0)).toBeGreaterThanOrEqual(7);
    expect(fill).toBe(8);
  });

  test("a ring of n takes 2 n - 3 entries", () => {
    expect(minimumDegree(patternOf(12, [...path(12), [0, 11]])).fill).toBe(21);
  });

  test("a full matrix takes all of them, and no node has any neighbour in a diagonal one", () => {
    const full = Array.from({ length: 36 }, (_, k) => [k % 6, Math.floor(k / 6)] as const);
    expect([...minimumDegree(patternOf(6, full)).counts]).toEqual([5, 4, 3, 2, 1, 0]);
    expect(minimumDegree(patternOf(6, [])).fill).toBe(0);
    expect([...minimumDegree(patternOf(0, [])).order]).toEqual([]);
  });

  test("an entry above the diagonal counts as one below: the pattern is that of N + N^T", () => {
    const turned = path(7).map(([i, j]) => [j, i] as const);
    expect(minimumDegree(patternOf(7, turned))).toEqual(minimumDegree(patternOf(7, path(7))));
  });
});

test("every column has one place, and the counts bound the fill", () => {
  fc.assert(
    fc.property(graph, ({ n, edges }) => {
      const matrix = patternOf(n, edges);
      const { order, fill, counts } = minimumDegree(matrix);
      expect(rising(order)).toEqual(Array.from({ length: n }, (_, i) => i));
      expect(filled(matrix, order)).toBeLessThanOrEqual(fill);
      expect(counts.every((count, k) => count >= 0 && count < n - k)).toBe(true);
    }),
  );
});

/** The order in which each step takes a node of least degree, worked out in full. */
function exactMinimumDegree(matrix: Matrix): readonly number[] {
  const n = matrix.starts.length - 1;
  const order: number[] = [];
  const beside = besideOf(matrix);
  const left = new Set(Array.from({ length: n }, (_, i) => i));
  while (left.size > 0) {
    const pivot = [...left].reduce((best, i) =>
      (beside[i]?.size as number) < (beside[best]?.size as number) ? i : best,
    );
    joinAround(beside, pivot);
    left.delete(pivot);
    order.push(pivot);
  }
  return order;
}

test("a grid of 20 by 20 fills in as with exact degrees, to a tenth, and the counts say so", () => {
  const matrix = patternOf(400, grid(20));
  const { order, fill } = minimumDegree(matrix);
  const ours = filled(matrix, order);
  expect(ours).toBeLessThan(1.1 * filled(matrix, exactMinimumDegree(matrix)));
  expect(fill).toBeLessThan(1.1 * ours);
});

test("columns that touch very many others come last", () => {
  const hubs = [3, 700];
  const edges = Array.from({ length: 1000 }, (_, i) => hubs.map((hub) => [hub, i] as const)).flat();
  const { order, fill } = minimumDegree(patternOf(1000, [...edges, ...path(1000)]));
  expect(rising(order.subarray(998))).toEqual(hubs);
  expect(fill).toBeLessThanOrEqual(997 + 2 * 998 + 1);
});

test("a chain and a ring of 15,000 in any order are no stack overflow", () => {
  const n = 15_000;
  const shuffled = Array.from({ length: n }, (_, i) => (i * 7_919) % n);
  const edges = path(n).map(([i, j]) => [shuffled[i] as number, shuffled[j] as number] as const);
  expect(minimumDegree(patternOf(n, edges)).fill).toBe(n - 1);
  expect(minimumDegree(patternOf(n, [...edges, [shuffled[0] as number, shuffled[n - 1] as number]])).fill).toBe(
    2 * n - 3,
  );
});
