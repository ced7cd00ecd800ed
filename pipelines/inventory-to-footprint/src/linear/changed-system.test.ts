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
