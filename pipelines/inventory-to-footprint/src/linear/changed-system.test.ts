import { expect, test } from "vitest";
import { accepted, solverOf } from "./accepted-in-test.ts";
import { changedSystem, type EntryChange } from "./changed-system.ts";
import { linearSolver, sparseLu } from "./linear-solver.ts";
import type { LinearSystem } from "./linear-system.ts";
import type { Telling } from "./told-system.ts";

const telling: Telling = {
  processes: {
    tanning: { products: { leather: 1, power: -3, hide: -2 }, flows: { co2: 1 } },
    plant: { products: { power: 1 }, flows: { co2: 0.5, so2: 1 } },
    farm: { products: { hide: 1 } },
  },
  methods: { gwp: { co2: 1 }, acid: { so2: 2 } },
};

/** Entries that are there and that are not, in every matrix; one place twice. */
const changes: readonly EntryChange[] = [
  { matrix: "A", row: "hide", column: "plant", value: -0.1 },
  { matrix: "A", row: "power", column: "tanning", value: -4 },
  { matrix: "B", row: "so2", column: "farm", value: 7 },
  { matrix: "A", row: "leather", column: "plant", value: -0.2 },
  { matrix: "C", row: "gwp", column: "so2", value: 3 },
  { matrix: "A", row: "power", column: "tanning", value: -5 },
  { matrix: "B", row: "co2", column: "farm", value: 0 },
];

test("many changes at once are those of one after the other, and of one place the last counts", () => {
  const solver = solverOf(telling);
  let one: LinearSystem = solver.system;
  for (const change of changes)
    one = accepted(changedSystem(accepted(linearSolver(one, sparseLu)), { changes: [change] }));
  const all = accepted(changedSystem(solver, { changes }));
  expect(all).toEqual(one);
  expect([all.M.values.length, all.B.values.length, all.C.values.length]).toEqual([7, 5, 3]);
  expect([...all.M.values]).toContain(-5);
  expect(solver.system).toEqual(solverOf(telling).system);
});

test("a thousand changes of a system of twenty thousand cost one copy of it, not a thousand", () => {
  const n = 20_000;
  const at = (j: number): string => `${j}`;
  const list = Array.from({ length: n }, (_, index) => ({ id: at(index), name: "", unit: "kg", index }));
  const diagonal = {
    ...{ rowCount: n, columnCount: n, starts: Int32Array.from({ length: n + 1 }, (_, j) => j) },
    ...{ rows: Int32Array.from({ length: n }, (_, j) => j), values: new Float64Array(n).fill(1) },
  };
  const lists = { products: list, processes: list, flows: list, methods: list.slice(0, 1) };
  const C = { ...diagonal, rowCount: 1, rows: new Int32Array(n) };
  const solver = accepted(linearSolver({ ...lists, M: diagonal, B: diagonal, C }, sparseLu));
  const timed = (count: number): number => {
    const some = Array.from({ length: count }, (_, k): EntryChange => {
      return { matrix: "A", row: at(n - 1 - k), column: at(n - 2 - k), value: -0.5 };
    });
    const begun = performance.now();
    expect(accepted(changedSystem(solver, { changes: some })).M.values.length).toBe(n + count);
    return performance.now() - begun;
  };
  timed(1);
  // 20 times as much as of one change leaves room for a machine that is busy; one after the other it was some 500 times.
  const [one, many] = [1, 1_000].map((count) => Math.min(...[1, 2, 3].map(() => timed(count)))) as [number, number];
  expect(many / one).toBeLessThan(20);
}, 60_000);
