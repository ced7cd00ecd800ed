import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as dense from "../dense-lu-in-test.ts";
import { type Matrix, sizeOf } from "../matrix.ts";
import { conditionOf } from "./condition.ts";
import { factorise } from "./factorise.ts";
import { entriesOf, type Factors } from "./factors.ts";
import { nullSupport } from "./null-support.ts";
import { planOf } from "./plan.ts";
import { type Side, solve } from "./solve.ts";

type Rows = readonly (readonly number[])[];

function matrixOf(matrix: Rows): Matrix {
  const n = matrix.length;
  const entries = matrix.map((_, j) =>
    matrix.flatMap((row, i) => (row[j] === 0 ? [] : [[i, row[j] as number] as const])),
  );
  const starts = new Int32Array(n + 1);
  for (let j = 0; j < n; j++) starts[j + 1] = (starts[j] as number) + (entries[j]?.length as number);
  return {
    starts,
    rows: Int32Array.from(entries.flat(), ([i]) => i),
    values: Float64Array.from(entries.flat(), ([, value]) => value),
  };
}

/** Which part does the work: the sparse head, the dense tail, or first one and then the other. */
const forms = ["head", "tail", "both"] as const;
type Form = (typeof forms)[number];

const factorised = (matrix: Matrix, form: Form) => {
  const n = sizeOf(matrix);
  return factorise(matrix, { ...planOf(matrix), denseFrom: { head: n, tail: 0, both: n >> 1 }[form] });
};

function factorsOf(matrix: Matrix, form: Form = "head"): Factors {
  const found = factorised(matrix, form);
  if (found.kind !== "factorised") throw new Error(`no pivot in column ${found.column}`);
  return found.factors;
}

function solved(factors: Factors, side: Side, b: readonly number[]): Float64Array {
  const values = Float64Array.from(b);
  solve(factors, side, { count: 1, values });
  return values;
}

/** S = R N C, exact, because the scales are powers of two. */
const scaledBy = ({ scales: { rows, columns } }: Factors, matrix: Rows): Rows =>
  matrix.map((row, i) => row.map((x, j) => x * (rows[i] as number) * (columns[j] as number)));

/** |S|_1 |S^-1|_1, by the columns of the inverse. */
function normCondition(s: Rows): number {
  const n = s.length;
  const peer = dense.factorise(Float64Array.from(s.flat()), n);
  const norm = (column: Iterable<number>): number => [...column].reduce((sum, x) => sum + Math.abs(x), 0);
  const unit = (i: number): Float64Array => Float64Array.from({ length: n }, (_, k) => (k === i ? 1 : 0));
  const inverse = s.map((_, j) => norm(dense.solve(peer, unit(j))));
  return Math.max(...transposed(s).map(norm)) * Math.max(...inverse);
}

const transposed = (matrix: Rows): Rows => matrix.map((_, j) => matrix.map((row) => row[j] as number));
const times = (matrix: Rows, x: readonly number[]): number[] =>
  matrix.map((row) => row.reduce((sum, value, j) => sum + value * (x[j] as number), 0));

describe.each(forms)("by the %s", (form) => {
  test("two processes: 0.4 and 0.5 of each other", () => {
    const factors = factorsOf(
      matrixOf([
        [1, -0.4],
        [-0.5, 1],
      ]),
      form,
    );
    const [first, second] = solved(factors, "plain", [1, 0]);
    expect(first).toBeCloseTo(1 / 0.8, 15);
    expect(second).toBeCloseTo(0.5 / 0.8, 15);
    const [one, two] = solved(factors, "transposed", [1, 0]);
    expect(one).toBeCloseTo(1 / 0.8, 15);
    expect(two).toBeCloseTo(0.4 / 0.8, 15);
  });

  test("a zero on the diagonal is no error: [[0, 1], [1, -0.5]] s = (1, 0) gives (0.5, 1)", () => {
    expect([
      ...solved(
        factorsOf(
          matrixOf([
            [0, 1],
            [1, -0.5],
          ]),
          form,
        ),
        "plain",
        [1, 0],
      ),
    ]).toEqual([0.5, 1]);
  });

  test("two that feed each other 1 : 1 have no pivot left, and the null vector names both and nobody else", () => {
    const found = factorised(
      matrixOf([
        [1, 0, 0],
        [0, 1, -1],
        [0, -1, 1],
      ]),
      form,
    );
    expect(found.kind).toBe("singular");
    if (found.kind === "singular") expect(nullSupport(found.factors)).toEqual([1, 2]);
  });

  test("a column of nothing has no pivot, and is named", () => {
    const matrix = matrixOf([
      [1, 0, 2],
      [3, 0, 4],
      [0, 0, 1],
    ]);
    const found = factorised(matrix, form);
    expect(found).toMatchObject({ kind: "singular", column: 1 });
    if (found.kind === "singular") expect(nullSupport(found.factors)).toEqual([1]);
  });

  const size = fc.integer({ min: 1, max: 24 });
  const entry = fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: -9, max: 9 }) },
    { weight: 1, arbitrary: fc.integer({ min: -999, max: 999 }).map((x) => x / 1000) },
  );
  const rows = (n: number) => fc.array(fc.array(entry, { minLength: n, maxLength: n }), { minLength: n, maxLength: n });
  const powers = (n: number) => fc.array(fc.integer({ min: -40, max: 40 }), { minLength: n, maxLength: n });

  test("agrees with the dense factorisation on any system: loops, credits, zeros on the diagonal, odd units", () => {
    const system = size.chain((n) => fc.record({ rows: rows(n), left: powers(n), right: powers(n) }));
    fc.assert(
      fc.property(system, ({ rows: plain, left, right }) => {
        const n = plain.length;
        const scaled = plain.map((row, i) => row.map((x, j) => x * 2 ** ((left[i] as number) + (right[j] as number))));
        const peer = dense.factorise(Float64Array.from(scaled.flat()), n);
        const matrix = matrixOf(scaled);
        const found = factorised(matrix, form);
        fc.pre(!peer.singular && found.kind === "factorised");
        if (found.kind !== "factorised") return;
        // The dense one chooses its pivots by size alone: in odd units it is off itself.
        const even = scaledBy(found.factors, scaled);
        const evenPeer = dense.factorise(Float64Array.from(even.flat()), n);
        const condition = normCondition(even);
        fc.pre(condition < 1e10);
        const b = Float64Array.from({ length: n }, (_, i) => (i % 3) - 0.5);
        const { rows: ofRows, columns: ofColumns } = found.factors.scales;
        for (const side of ["plain", "transposed"] as const) {
          const [given, scales] = side === "plain" ? [ofRows, ofColumns] : [ofColumns, ofRows];
          const evenB = b.map((x, i) => x * (given[i] as number));
          const expected = side === "plain" ? dense.solve(evenPeer, evenB) : dense.solveTransposed(evenPeer, evenB);
          const ours = solved(found.factors, side, [...b]).map((x, i) => x / (scales[i] as number));
          const most = ours.reduce((a, x) => Math.max(a, Math.abs(x)), 0);
          ours.forEach((x, i) => {
            const off = Math.abs(x - (expected[i] as number));
            // Pivots by a threshold (0.001) let entries grow; refinement, tested by itself, takes that back.
            expect(off).toBeLessThanOrEqual(1e-11 * condition * most);
          });
        }
      }),
    );
  });

  test("is singular where the dense factorisation is, up to rounding", () => {
    fc.assert(
      fc.property(size.chain(rows), (plain) => {
        const whole = plain.map((row) => row.map(Math.round));
        const peer = dense.factorise(Float64Array.from(whole.flat()), whole.length);
        const matrix = matrixOf(whole);
        const found = factorised(matrix, form);
        if (peer.singular && found.kind === "factorised")
          expect(conditionOf(matrix, found.factors)).toBeGreaterThan(1e10);
        if (found.kind === "singular" && !peer.singular) {
          const smallest = peer.lu.filter((_, at) => at % (whole.length + 1) === 0).map(Math.abs);
          expect(Math.min(...smallest)).toBeLessThan(1e-9);
        }
      }),
    );
  });

  test("a unit that is 1e9 times as large changes results by that factor and not otherwise", () => {
    const plain = [
      [1, -0.3, 0, -0.2],
      [-0.1, 5, -0.4, 0],
      [0, -0.7, 1, -0.6],
      [-0.25, 0, -0.1, 2],
    ];
    const base = solved(factorsOf(matrixOf(plain), form), "transposed", [1, 2, 3, 4]);
    const scaled = plain.map((row, i) => row.map((x) => x * (i === 1 ? 1e9 : 1)));
    const after = solved(factorsOf(matrixOf(scaled), form), "transposed", [1, 2, 3, 4]);
    base.forEach((x, i) => {
      expect(Math.abs((after[i] as number) * (i === 1 ? 1e9 : 1) - x)).toBeLessThanOrEqual(1e-14 * Math.abs(x));
    });
  });
});

test("several vectors side by side come out as one by one, to the bit", () => {
  const factors = factorsOf(
    matrixOf([
      [2, 1, 0],
      [-1, 3, 1],
      [0, -1, 4],
    ]),
  );
  for (const side of ["plain", "transposed"] as const) {
    const values = Float64Array.of(1, 4, 2, 5, 3, 6);
    solve(factors, side, { count: 2, values });
    const [first, second] = [solved(factors, side, [1, 2, 3]), solved(factors, side, [4, 5, 6])];
    expect([...values]).toEqual([0, 1, 2].flatMap((i) => [first[i], second[i]]));
  }
});

test("one factorisation twice gives the same bits", () => {
  const n = 60;
  const rows = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? 1 : (i * 7 + j * 11) % 13 === 0 ? -0.1 : 0)),
  );
  expect(factorsOf(matrixOf(rows), "both")).toEqual(factorsOf(matrixOf(rows), "both"));
});

test("the condition of the Hilbert matrix of six, in whatever units, is estimated within a factor of three", () => {
  const hilbert = Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (_, j) => 1 / (i + j + 1)));
  const peer = dense.factorise(Float64Array.from(hilbert.flat()), 6);
  const inverse = hilbert.map((_, j) => [
    ...dense.solve(
      peer,
      Float64Array.from(hilbert, (_, i) => (i === j ? 1 : 0)),
    ),
  ]);
  // rho(|N^-1| |N|) by its own power iteration, the inverse being symmetric.
  const times = (rows: readonly (readonly number[])[], x: readonly number[]): readonly number[] =>
    rows.map((row) => row.reduce((sum, value, k) => sum + Math.abs(value) * (x[k] as number), 0));
  let [x, exact] = [hilbert.map(() => 1) as readonly number[], 0];
  for (let step = 0; step < 50; step++) {
    const next = times(inverse, times(hilbert, x));
    exact = Math.max(...next);
    x = next.map((value) => value / exact);
  }
  const units = [0, 40, -40, 17, -60, 60];
  for (const powers of [units.map(() => 0), units]) {
    const scaled = hilbert.map((row, i) =>
      row.map((value, j) => value * 2 ** ((powers[i] as number) - (powers[5 - j] as number) / 2)),
    );
    const matrix = matrixOf(scaled);
    const estimate = conditionOf(matrix, factorsOf(matrix));
    expect(estimate).toBeLessThanOrEqual(exact * 3);
    expect(estimate).toBeGreaterThan(exact / 3);
  }
});

test("two that all but cancel have a condition of 1e12, and are the null vector's", () => {
  const matrix = matrixOf([
    [1, 0, -0.1],
    [0, 1, -1],
    [0, -1 + 1e-12, 1],
  ]);
  const factors = factorsOf(matrix);
  expect(conditionOf(matrix, factors)).toBeGreaterThan(1e12);
  expect(nullSupport(factors)).toEqual(expect.arrayContaining([1, 2]));
});

test("a chain of 15,000 is as many pivots and one entry each; a ring of it solves, both without stack overflow", () => {
  const n = 15_000;
  const at = (i: number): number => (i * 7_919) % n;
  const links = (ring: boolean): Matrix => {
    const uses = new Int32Array(n).fill(-1);
    for (let i = 0; i < n; i++) if (ring || i > 0) uses[at(i)] = at((i + n - 1) % n);
    const starts = new Int32Array(n + 1);
    const [rows, values]: [number[], number[]] = [[], []];
    for (let j = 0; j < n; j++) {
      const own = [[j, 1], ...(uses[j] === -1 ? [] : [[uses[j] as number, -0.5]])] as [number, number][];
      for (const [i, value] of own.sort(([a], [b]) => a - b)) {
        rows.push(i);
        values.push(value);
      }
      starts[j + 1] = rows.length;
    }
    return { starts, rows: Int32Array.from(rows), values: Float64Array.from(values) };
  };
  const factorsOfAll = (matrix: Matrix): Factors => {
    const found = factorise(matrix, planOf(matrix));
    if (found.kind !== "factorised") throw new Error(found.kind);
    return found.factors;
  };
  const chain = factorsOfAll(links(false));
  expect(entriesOf(chain)).toBe(2 * n - 1);
  // y = 1 + y before / 2: 2 - 2^-i along the chain.
  const y = Float64Array.from({ length: n }, () => 1);
  solve(chain, "transposed", { count: 1, values: y });
  expect(y[at(0)]).toBe(1);
  expect(y[at(10)]).toBe(2 - 2 ** -10);
  const ring = Float64Array.from({ length: n }, () => 1);
  solve(factorsOfAll(links(true)), "transposed", { count: 1, values: ring });
  expect(ring.every((x) => Math.abs(x - 2) < 1e-14)).toBe(true);
});

test("stops where it is asked to", () => {
  const matrix = matrixOf([
    [2, 1],
    [1, 2],
  ]);
  expect(factorise(matrix, planOf(matrix), () => true)).toEqual({ kind: "cancelled" });
});

test("entries do not grow where the diagonal leads, and growth is told where they do", () => {
  expect(
    factorsOf(
      matrixOf([
        [1, -0.4],
        [-0.5, 1],
      ]),
    ).growth,
  ).toBeLessThan(2);
  // The diagonal, at 0.002, is kept: 1 - 1 / 0.002.
  expect(
    factorsOf(
      matrixOf([
        [0.002, 1],
        [1, 1],
      ]),
    ).growth,
  ).toBeCloseTo(499, 9);
});

test("times solves", () => {
  const rows = [
    [4, 1, 0],
    [0, 3, -1],
    [2, 0, 5],
  ];
  const x = [1, -2, 3];
  const factors = factorsOf(matrixOf(rows));
  solved(factors, "plain", times(rows, x)).forEach((value, i) => {
    expect(value).toBeCloseTo(x[i] as number, 14);
  });
  solved(factors, "transposed", times(transposed(rows), x)).forEach((value, i) => {
    expect(value).toBeCloseTo(x[i] as number, 14);
  });
});
