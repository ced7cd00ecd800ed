import {
  directImpacts,
  type LcaAnswer,
  type LinearSolver,
  linearSolver,
  productContributions,
  sparseLu,
  sparseLuAlways,
} from "@celadon/inventory-to-footprint/systems";
import fc from "fast-check";
import { expect, test } from "vitest";
import { exactSolve, relativeError } from "./exact-solve.ts";
import { runs } from "./runs.ts";
import { type Small, small, systemOf } from "./small-systems.ts";

const transposed = (rows: readonly (readonly number[])[]) => rows.map((_, j) => rows.map((row) => row[j] as number));

const solved = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(`${answer.code}: ${answer.message}`);
  return answer.value;
};

const ways = [sparseLu, sparseLuAlways];

test("no value is further from the exact one than its bound says, by sweeps and by factorising", () => {
  const seen = { solved: 0, refused: 0, verified: 0, lu: 0 };
  fc.assert(
    fc.property(small, (one) => {
      const system = systemOf(one);
      const exact = exactSolve(transposed(one.rows), one.q);
      for (const way of ways) {
        const solver = linearSolver(system, way);
        const answer = solver.kind === "accept" ? solver.value.adjoint(directImpacts(system, [0])) : solver;
        if (answer.kind !== "accept") {
          seen.refused += 1;
          continue; // whether rightly so is the next test's
        }
        if (exact === undefined) throw new Error("A singular system was answered.");
        const { values, errorBound, boundKind, method } = answer.value;
        seen.solved += 1;
        seen.verified += boundKind === "verified" ? 1 : 0;
        seen.lu += method === "gauss-seidel" ? 0 : 1;
        values.forEach((value, i) => {
          const error = relativeError(value, exact[i] as (typeof exact)[number]);
          if (value !== 0) expect(error).toBeLessThanOrEqual(boundKind === "verified" ? errorBound : 10 * errorBound);
        });
      }
    }),
    { numRuns: runs(600) },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
});

test("a system is refused only where it is singular, or so near that no digit is sure", () => {
  fc.assert(
    fc.property(small, (one) => {
      const system = systemOf(one);
      const solver = linearSolver(system, sparseLu);
      const answer = solver.kind === "accept" ? solver.value.adjoint(directImpacts(system, [0])) : solver;
      if (answer.kind === "accept") return;
      const q = one.q.map((_, j) => 1 + j / 7);
      const exact = exactSolve(transposed(one.rows), q);
      if (exact === undefined) return;
      // A change of the ninth digit of entries changes an answer of which no six are sure by far more than that.
      const nudged = one.rows.map((row, i) =>
        row.map((value, j) => value * (1 + 1e-9 * Math.sin(1 + i * 37 + j * 101))),
      );
      const other = exactSolve(transposed(nudged), q);
      const moved = exact.map(({ top, bottom }, i) => {
        const { top: t, bottom: b } = other?.[i] ?? { top: 0n, bottom: 1n };
        const [x, y] = [Number((top * 10n ** 18n) / bottom) / 1e18, Number((t * 10n ** 18n) / b) / 1e18];
        return x === 0 ? 0 : Math.abs(y / x - 1);
      });
      expect(Math.max(...moved)).toBeGreaterThan(1e-7);
    }),
    { numRuns: runs(600) },
  );
});

const regular = small.filter((one) => {
  const system = systemOf(one);
  const solver = linearSolver(system, sparseLu);
  return solver.kind === "accept" && solver.value.adjoint(directImpacts(system, [0])).kind === "accept";
});
const solverOf = (one: Small): LinearSolver => solved(linearSolver(systemOf(one), sparseLu));
const unit = (n: number, i: number): Float64Array => Float64Array.from({ length: n }, (_, k) => (k === i ? 1 : 0));

test("what one unit carries is what its supply emits; contributions add up, and their shares to one", () => {
  fc.assert(
    fc.property(regular, (one) => {
      const solver = solverOf(one);
      const n = one.q.length;
      const y = solved(solver.adjoint(directImpacts(solver.system, [0]))).values;
      for (let i = 0; i < n; i++) {
        const forward = solver.forward({ count: 1, values: unit(n, i) });
        if (forward.kind !== "accept") continue;
        const s = forward.value.values;
        const gross = s.reduce((sum, each, j) => sum + Math.abs(each * (one.q[j] as number)), 0);
        const h = s.reduce((sum, each, j) => sum + each * (one.q[j] as number), 0);
        expect(Math.abs(h - (y[i] as number))).toBeLessThanOrEqual(1e-6 * gross);
        if (gross === 0) continue;
        const { total, nodes, rest } = solved(
          productContributions(solver, { product: `p${i}`, method: "m0", cutoff: 0.05 }),
        );
        const shown = nodes.reduce((sum, { direct }) => sum + direct, 0);
        expect(Math.abs(shown + rest.positive + rest.negative - total)).toBeLessThanOrEqual(1e-12 * gross);
      }
    }),
    { numRuns: runs(200) },
  );
});

test("linear: twice the impacts are twice the footprints, to the bit; a unit change changes nothing else", () => {
  fc.assert(
    fc.property(regular, fc.integer({ min: -30, max: 30 }), (one, k) => {
      const values = (some: Small): Float64Array => {
        const solver = solverOf(some);
        return solved(solver.adjoint(directImpacts(solver.system, [0]))).values;
      };
      const before = values(one);
      expect(values({ ...one, q: one.q.map((value) => 2 * value) })).toEqual(before.map((value) => 2 * value));
      // The first product in units 2^k times as large: its row shrinks, its footprint grows.
      const rows = one.rows.map((row, i) => (i === 0 ? row.map((value) => value / 2 ** k) : row));
      expect(values({ rows, q: one.q })).toEqual(before.map((value, i) => (i === 0 ? value * 2 ** k : value)));
    }),
    { numRuns: runs(200) },
  );
});
