import {
  directImpacts,
  footprintTable,
  type LcaAnswer,
  type LinearSolver,
  type LinearSystem,
  linearSolver,
  methodsAsked,
  readSystem,
  type Solved,
  sparseLu,
} from "@celadon/inventory-to-footprint/systems";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "./runs.ts";
import { type Small, small, systemOf } from "./small-systems.ts";

// What becomes of the footprints when a system is told in other words, or changed a little.

const solved = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(`${answer.code}: ${answer.message}`);
  return answer.value;
};
const solverOf = (one: Small): LinearSolver => solved(linearSolver(systemOf(one), sparseLu));
const adjointOf = (solver: LinearSolver): Solved => solved(solver.adjoint(directImpacts(solver.system, [0])));
const footprintsOf = (one: Small): Solved => adjointOf(solverOf(one));
/** The footprints of a system in other units; undefined where few of the digits were sure: then the units may tip it over. */
function retold(one: Small, before: Solved): Solved | undefined {
  const solver = linearSolver(systemOf(one), sparseLu);
  const answer = solver.kind === "accept" ? solver.value.adjoint(directImpacts(solver.value.system, [0])) : solver;
  if (answer.kind === "accept") return answer.value;
  expect(before.errorBound).toBeGreaterThan(unsure);
  return undefined;
}

const unsure = 1e-10;

const regular = small.filter((one) => {
  const solver = linearSolver(systemOf(one), sparseLu);
  return solver.kind === "accept" && solver.value.adjoint(directImpacts(solver.value.system, [0])).kind === "accept";
});

/** Two answers to one question are apart by no more than both may be wrong; an estimated bound may be off by a factor. */
function expectWithinBounds(one: Solved, other: Solved, factorOf: (i: number) => number = () => 1): void {
  const room = one.boundKind === "verified" && other.boundKind === "verified" ? 1 : 1_000;
  one.values.forEach((value, i) => {
    const again = (other.values[i] as number) * factorOf(i);
    if (value === 0 || again === 0) return; // a bound of 0 is relative to its terms, which are not told
    const allowed = one.errorBound * Math.abs(value) + other.errorBound * Math.abs(again);
    expect(Math.abs(value - again)).toBeLessThanOrEqual(room * allowed + 2 ** -50 * Math.abs(value));
  });
}

const orderOf = (count: number): fc.Arbitrary<readonly number[]> =>
  fc.shuffledSubarray(
    Array.from({ length: count }, (_, i) => i),
    { minLength: count },
  );

/** The files of a folder in which product i stands at `products[i]`, process j at `processes[j]`, and lines in the order of `weights`. */
function folderOf(one: Small, products: readonly number[], processes: readonly number[], weights: readonly number[]) {
  const shuffled = (lines: readonly string[]): readonly string[] =>
    lines
      .map((line, i) => ({ line, weight: weights[i % weights.length] as number }))
      .sort((a, b) => a.weight - b.weight)
      .map(({ line }) => line);
  const matrix = (size: string, entries: readonly string[]): string =>
    ["%%MatrixMarket matrix coordinate real general", `${size} ${entries.length}`, ...shuffled(entries), ""].join("\n");
  const list = (letter: string, places: readonly number[]): string =>
    ["index,id,name,unit", ...shuffled(places.map((at, i) => `${at},${letter}${i},,kg`)), ""].join("\n");
  const n = one.q.length;
  const A = one.rows.flatMap((row, i) =>
    row.flatMap((value, j) =>
      value === 0
        ? []
        : // In three pieces: what is summed in another order would differ in its last bits.
          [value / 3, value / 7, value - value / 3 - value / 7].map(
            (part) => `${(products[i] as number) + 1} ${(processes[j] as number) + 1} ${part}`,
          ),
    ),
  );
  const B = one.q.flatMap((value, j) => (value === 0 ? [] : [`1 ${(processes[j] as number) + 1} ${value}`]));
  const files: Readonly<Record<string, string>> = {
    ...{ "A.mtx": matrix(`${n} ${n}`, A), "B.mtx": matrix(`1 ${n}`, B), "C.mtx": matrix("1 1", ["1 1 1"]) },
    ...{ "products.csv": list("p", products), "processes.csv": list("x", processes) },
    ...{ "flows.csv": list("f", [0]), "methods.csv": list("m", [0]) },
  };
  return (file: string): readonly string[] | undefined => (files[file] === undefined ? undefined : [files[file]]);
}

const identity = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

test("any order of rows, columns and lines gives every product and every process the same bits", () => {
  const told = regular.chain((one) =>
    fc.tuple(
      fc.constant(one),
      orderOf(one.q.length),
      orderOf(one.q.length),
      fc.array(fc.nat(1_000), { minLength: 1, maxLength: 30 }),
    ),
  );
  let answered = 0;
  fc.assert(
    fc.property(told, ([one, products, processes, weights]) => {
      const answers = [
        folderOf(one, identity(one.q.length), identity(one.q.length), [0]),
        folderOf(one, products, processes, weights),
      ].map((files) => {
        const system: LinearSystem = solved(readSystem(files));
        const solver = linearSolver(system, sparseLu);
        if (solver.kind !== "accept") return solver.code;
        const methods = methodsAsked(system, "m0");
        if (methods.kind !== "accept") return methods.code;
        const table = footprintTable(solver.value, methods.value);
        if (table.kind !== "accept") return table.code;
        answered += 1;
        const f = Float64Array.from(system.products, ({ id }) => Number(id.slice(1)) / 7);
        const supply = solver.value.forward({ count: 1, values: f });
        return {
          lines: [...table.value.lines].toSorted(),
          bound: table.value.solved.errorBound,
          supply: supply.kind === "accept" ? [...supply.value.values] : supply.code, // places are by id, whatever the index
        };
      });
      expect(answers[1]).toEqual(answers[0]);
    }),
    { numRuns: runs(300) },
  );
  expect(answered).toBeGreaterThan(100);
});

test("the footprints of two sets of impacts add up to those of their sum, within the bounds", () => {
  const two = regular.chain((one) =>
    fc.tuple(fc.constant(one), fc.array(fc.nat(1_000), { minLength: one.q.length, maxLength: one.q.length })),
  );
  fc.assert(
    fc.property(two, ([one, more]) => {
      const q = one.q.map((value) => Math.round(value * 1_024) / 1_024); // so that the sums are exact
      const [a, b, both] = [q, more, q.map((value, i) => value + (more[i] as number))].map((impacts) =>
        footprintsOf({ rows: one.rows, q: impacts }),
      ) as [Solved, Solved, Solved];
      const room = [a, b, both].every(({ boundKind }) => boundKind === "verified") ? 1 : 1_000;
      both.values.forEach((value, i) => {
        const parts = [a, b].map(({ values, errorBound }) => ({ value: values[i] as number, errorBound }));
        if ([value, ...parts.map((part) => part.value)].includes(0)) return;
        const sum = parts.reduce((all, part) => all + part.value, 0);
        const size = parts.reduce((all, part) => all + Math.abs(part.value), 0);
        const allowed = parts.reduce((all, part) => all + part.errorBound * Math.abs(part.value), 0);
        expect(Math.abs(value - sum)).toBeLessThanOrEqual(
          room * (allowed + both.errorBound * Math.abs(value)) + 2 ** -50 * size,
        );
      });
    }),
    { numRuns: runs(200) },
  );
});

test("a process told for another reference amount is the same process: to the bit for powers of two, else within the bounds", () => {
  fc.assert(
    fc.property(regular, fc.nat(6), fc.constantFrom(2, 2 ** -9, 3, 0.7, 1e6), (one, at, by) => {
      const column = at % one.q.length;
      const scaled = {
        rows: one.rows.map((row) => row.map((value, j) => (j === column ? value * by : value))),
        q: one.q.map((value, j) => (j === column ? value * by : value)),
      };
      const before = footprintsOf(one);
      const after = retold(scaled, before);
      if (after === undefined) return;
      if (Number.isInteger(Math.log2(by))) expect(after.values).toEqual(before.values);
      else expectWithinBounds(before, after);
    }),
    { numRuns: runs(200) },
  );
});

test("a product in a unit 1e9 times as small or as large has its footprint by that factor, and no other is changed beyond the bounds", () => {
  fc.assert(
    fc.property(regular, fc.nat(6), fc.constantFrom(1e9, 1e-9), (one, at, by) => {
      const product = at % one.q.length;
      const rows = one.rows.map((row, i) => (i === product ? row.map((value) => value * by) : row));
      const before = footprintsOf(one);
      const after = retold({ rows, q: one.q }, before);
      if (after !== undefined) expectWithinBounds(before, after, (i) => (i === product ? by : 1));
    }),
    { numRuns: runs(200) },
  );
});

test("what is renewed warm is what is solved cold, to 1e-11 where that many digits are sure", () => {
  const change = fc.record({
    isImpact: fc.boolean(),
    at: fc.nat(6),
    entry: fc.nat(48),
    by: fc.double({ min: 0.8, max: 1.25, noNaN: true }),
  });
  const seen = { renewed: 0, begunAnew: 0 };
  fc.assert(
    fc.property(regular, fc.array(change, { minLength: 1, maxLength: 6 }), (one, changes) => {
      const solver = solverOf(one);
      const live = solved(solver.live(Float64Array.from(one.q)));
      const rows = one.rows.map((row) => [...row]);
      const q = [...one.q];
      for (const { isImpact, at, entry, by } of changes) {
        const j = at % q.length;
        if (isImpact) {
          q[j] = (q[j] as number) * by + 0.01;
          live.setImpact(j, q[j] as number);
        } else {
          const present = rows.flatMap((row, i) => (row[j] === 0 ? [] : [i]));
          const i = present[entry % present.length] as number;
          const row = rows[i] as number[];
          row[j] = (row[j] as number) * by;
          expect(live.setEntry(i, j, row[j] as number)).toBe(true);
        }
        const renewal = live.renew();
        if (renewal === undefined) {
          seen.begunAnew += 1;
          return; // a loop that only a factorisation solves: whoever asks begins anew
        }
        seen.renewed += 1;
        const cold = linearSolver(systemOf({ rows, q }), sparseLu);
        const answer = cold.kind === "accept" ? cold.value.adjoint(directImpacts(cold.value.system, [0])) : cold;
        if (answer.kind !== "accept") return; // the change has made it singular, or nearly
        const { values, errorBound } = answer.value;
        values.forEach((value, product) => {
          if (value === 0) return;
          expect(Math.abs(live.valueOf(product) - value)).toBeLessThanOrEqual(
            Math.max(1e-11, 1_000 * errorBound) * Math.abs(value),
          );
        });
      }
    }),
    { numRuns: runs(200) },
  );
  expect(seen.renewed).toBeGreaterThan(100);
});
