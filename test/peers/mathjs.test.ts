import {
  directImpacts,
  type LcaAnswer,
  type LinearSolver,
  linearSolver,
  type Solved,
  sparseLu,
  sparseLuAlways,
} from "@celadon/inventory-to-footprint/systems";
import type { Matrix } from "mathjs";
import { expect, test } from "vitest";
import { backgroundSystem, e1 } from "../bench/lca/background-system.ts";
import { exactSolve, type Rational, relativeError } from "../laws/exact-solve.ts";
import { apart } from "./apart.ts";
import { math, mathjsSparse } from "./mathjs-sparse.ts";
import { kinds, type RandomSystem, randomSystemOf } from "./random-systems.ts";
import { transposedOf } from "./transposed-of.ts";

const accepted = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(`${answer.code}: ${answer.message}`);
  return answer.value;
};
const solverOf = ({ system }: Pick<RandomSystem, "system">, way: typeof sparseLu): LinearSolver =>
  accepted(linearSolver(system, way));
const adjointBy = (one: Pick<RandomSystem, "system">, way: typeof sparseLu): Solved =>
  accepted(solverOf(one, way).adjoint(directImpacts(one.system, [0])));

/** Where our own bound says that nearly all digits are sure, to 1e-10; elsewhere the peer may be as unsure as we are, and more. */
const allowed = ({ errorBound }: Solved): number => (errorBound <= 1e-12 ? 1e-10 : 1_000 * errorBound);

const flat = (column: unknown): readonly number[] => (column as number[][]).map(([value]) => value as number); // n x 1

/** Where units are 18 powers of ten apart mathjs, which does not scale, has lost every digit: see below. */
for (const kind of kinds.filter((one) => one !== "badly scaled")) {
  test(`systems ${kind}: all products and one demand are those of mathjs, dense and sparse, by sweeps and factorised`, () => {
    for (let seed = 1; seed <= 20; seed++) {
      const one = randomSystemOf(kind, 100 + seed, 30);
      const n = one.rows.length;
      const q = [...directImpacts(one.system, [0]).values];
      const f = Array.from({ length: n }, (_, i) => (i === n >> 1 ? 1 : 0));
      const turned = one.rows.map((_, j) => one.rows.map((row) => row[j] as number));
      const dense = flat(math.lusolve(turned, q));
      const sparse = flat(math.lusolve(math.slu(mathjsSparse(transposedOf(one.system.M)), 1, 0.1), q).valueOf());
      const supply = flat(
        math.lusolve(
          one.rows.map((row) => [...row]),
          f,
        ),
      ); // mathjs wants arrays of its own
      for (const way of [sparseLu, sparseLuAlways]) {
        const ours = adjointBy(one, way);
        expect(apart(ours.values, dense), `${seed}, dense`).toBeLessThanOrEqual(allowed(ours));
        expect(apart(ours.values, sparse), `${seed}, sparse`).toBeLessThanOrEqual(allowed(ours));
        const forward = accepted(solverOf(one, way).forward({ count: 1, values: Float64Array.from(f) }));
        expect(apart(forward.values, supply), `${seed}, supply`).toBeLessThanOrEqual(allowed(forward));
      }
    }
  });
}

test("systems badly scaled: no product is further from the exact answer, by whole numbers, than its bound says", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const one = randomSystemOf("badly scaled", 100 + seed, 9);
    const turned = one.rows.map((_, j) => one.rows.map((row) => row[j] as number));
    const exact = exactSolve(turned, [...directImpacts(one.system, [0]).values]) as readonly Rational[]; // it is regular
    for (const way of [sparseLu, sparseLuAlways]) {
      const { values, errorBound } = adjointBy(one, way);
      values.forEach((value, i) => {
        expect(relativeError(value, exact[i] as Rational), `${seed}, ${i}`).toBeLessThanOrEqual(errorBound);
      });
    }
  }
});

test("systems badly scaled, of up to 60 processes: none is taken for a singular one", () => {
  for (let seed = 1; seed <= 40; seed++) {
    const one = randomSystemOf("badly scaled", seed, 60);
    for (const way of [sparseLu, sparseLuAlways]) expect(adjointBy(one, way).errorBound).toBeLessThanOrEqual(1e-12);
  }
});

test("a background system of 1,000 processes has the footprints of mathjs's sparse LU, to 1e-10", () => {
  const system = backgroundSystem({ ...e1, n: 1_000 });
  const matrix: Matrix = mathjsSparse(transposedOf(system.M));
  const theirs = flat(math.lusolve(math.slu(matrix, 1, 0.001), [...directImpacts(system, [0]).values]).valueOf());
  for (const way of [sparseLu, sparseLuAlways])
    expect(apart(adjointBy({ system }, way).values, theirs)).toBeLessThanOrEqual(1e-10);
});
