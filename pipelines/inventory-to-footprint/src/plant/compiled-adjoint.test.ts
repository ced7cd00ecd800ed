import fc from "fast-check";
import { expect, test } from "vitest";
import { compileAdjoint } from "./compiled-adjoint.ts";
import { type Exchange, type ProcessSystem, systemOf } from "./process-system.ts";
import { sparseAdjoint } from "./sparse-adjoint.ts";

const names = (n: number): readonly string[] => Array.from({ length: n }, (_, i) => `p${String(i).padStart(2, "0")}`);
const system = (n: number, exchanges: readonly Exchange[]): ProcessSystem =>
  systemOf(
    names(n).map((name) => ({ product: name, process: name })),
    exchanges,
  );
const of = (i: number): string => `p${String(i).padStart(2, "0")}`;
const makes = (i: number, amount: number): Exchange => ({ column: of(i), row: of(i), amount });
const uses = (user: number, maker: number, amount: number): Exchange => ({
  column: of(user),
  row: of(maker),
  amount: -amount,
});
const one = (...values: readonly number[]) => ({ count: 1, values: Float64Array.from(values) });

/** A plant of up to 12 processes, all of which leave something over after what the others use of them. */
const plants = fc.integer({ min: 1, max: 12 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    used: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1), fc.double({ min: 0.001, max: 1, noNaN: true })), {
      maxLength: 40,
    }),
    units: fc.array(fc.integer({ min: -6, max: 6 }), { minLength: n, maxLength: n }),
    impacts: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: n, maxLength: n }),
  }),
);
function plantOf({ n, used, units, impacts }: typeof plants extends fc.Arbitrary<infer T> ? T : never) {
  const all = used.filter(([user, maker]) => user !== maker);
  const scale = (i: number): number => 10 ** (units[i] as number);
  const made = names(n).map((_, i) => {
    const taken = all.filter(([, maker]) => maker === i).reduce((sum, [, , amount]) => sum + amount, 0);
    return makes(i, (taken * 1.1 + 0.5) * scale(i));
  });
  const exchanges = [...made, ...all.map(([user, maker, amount]) => uses(user, maker, amount * scale(maker)))];
  return { plant: system(n, exchanges), q: one(...impacts) };
}

test("by hand: 100 kWh made with 20 t of steam, 50 t of steam with 10 kWh; 5 and 2 kg are 0.060417 and 0.052083 a unit", () => {
  // 100 p - 20 s = 5 and 50 s - 10 p = 2: p = 290/4800, s = 250/4800.
  const plant = system(2, [makes(0, 100), uses(0, 1, 20), makes(1, 50), uses(1, 0, 10)]);
  const solution = compileAdjoint(plant)(plant.values, one(5, 2));
  expect(solution).toMatchObject({ kind: "accept", value: { solver: "compiled-adjoint", boundKind: "verified" } });
  const [p = 0, s = 0] = solution.kind === "accept" ? solution.value.values : [];
  expect(p).toBeCloseTo(290 / 4800, 15);
  expect(s).toBeCloseTo(250 / 4800, 15);
});

test("whatever the plant and its units, the answer is that of the sparse solver, within both bounds, and the bound is small", () => {
  fc.assert(
    fc.property(plants, (given) => {
      const { plant, q } = plantOf(given);
      const [ours, sparse] = [compileAdjoint(plant)(plant.values, q), sparseAdjoint(plant, q)];
      if (ours.kind !== "accept" || sparse.kind !== "accept")
        throw new Error("A plant that leaves something over is solved.");
      expect(ours.value).toMatchObject({ solver: "compiled-adjoint", boundKind: "verified" });
      expect(ours.value.errorBound).toBeLessThan(1e-11);
      ours.value.values.forEach((value, i) => {
        const other = sparse.value.values[i] as number;
        expect(Math.abs(value - other)).toBeLessThanOrEqual((ours.value.errorBound + sparse.value.errorBound) * other);
      });
    }),
  );
});

test("a solver serves any numbers in its pattern: a call leaves nothing behind for the next", () => {
  fc.assert(
    fc.property(plants, fc.double({ min: 0.1, max: 1, noNaN: true }), (given, by) => {
      const { plant, q } = plantOf(given);
      const solve = compileAdjoint(plant);
      const first = solve(plant.values, q);
      const less = plant.values.map((value) => (value < 0 ? value * by : value));
      expect(solve(less, q)).toEqual(compileAdjoint({ ...plant, values: less })(less, q));
      expect(solve(plant.values, q)).toEqual(first);
    }),
  );
});

test("the bits of a view do not depend on which others are asked for", () => {
  const plant = system(3, [makes(0, 3), makes(1, 7), makes(2, 11), uses(0, 1, 1), uses(1, 2, 2), uses(2, 0, 1)]);
  const solve = compileAdjoint(plant);
  const alone = solve(plant.values, one(1, 2, 3));
  const both = solve(plant.values, { count: 2, values: Float64Array.of(1, 9, 2, 8, 3, 7) });
  const column = both.kind === "accept" ? [0, 2, 4].map((i) => both.value.values[i]) : [];
  expect(alone.kind === "accept" && [...alone.value.values]).toEqual(column);
});

test.each([
  ["a credit", system(2, [makes(0, 1), uses(0, 1, -0.5), makes(1, 1)]), one(1, 1)],
  ["an impact below zero", system(2, [makes(0, 1), uses(0, 1, 0.5), makes(1, 1)]), one(-1, 1)],
  [
    "a loop that needs more than it makes",
    system(2, [makes(0, 1), uses(0, 1, 2), makes(1, 1), uses(1, 0, 2)]),
    one(1, 1),
  ],
  ["a loop that only feeds itself", system(2, [makes(0, 1), uses(0, 1, 1), makes(1, 1), uses(1, 0, 1)]), one(1, 1)],
  ["a process that does not make its product", system(2, [uses(0, 1, 1), makes(1, 1), uses(1, 0, 1)]), one(1, 1)],
  ["a number that is none", system(2, [makes(0, Number.NaN), uses(0, 1, 1), makes(1, 1)]), one(1, 1)],
])("%s: the sparse solver answers, or refuses, in its own words", (_, plant, q) => {
  expect(compileAdjoint(plant)(plant.values, q)).toEqual(sparseAdjoint(plant, q));
});
