import { expect, test } from "vitest";
import { changedSystem } from "./changed-system.ts";
import { compared } from "./compared.ts";
import { demandResult } from "./demand-result.ts";
import { footprintTable } from "./footprint-table.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import { linearSolver, sparseLu } from "./linear-solver.ts";
import type { LinearSystem } from "./linear-system.ts";
import { methodsAsked } from "./methods-asked.ts";
import { primaryShares } from "./primary-shares.ts";
import { productContributions } from "./product-contributions.ts";
import { productQuality } from "./product-quality.ts";
import { scenarioTable } from "./scenario-table.ts";
import { spreadOf } from "./spread-system.ts";
import { toldSystem } from "./told-system.ts";

const accepted = <T>(answer: LcaAnswer<T>): T => {
  if (answer.kind !== "accept") throw new Error(`${answer.code}: ${answer.message}`);
  return answer.value;
};

// A shoe of leather, a bag of cloth. Of the tannery nothing but its published carbon footprint is known, 8 kg CO2e.
const told = toldSystem({
  processes: {
    "shoe shop": { products: { shoe: 1, leather: -0.5 }, flows: { co2: 1, water: 2 } },
    tannery: { products: { leather: 1 }, flows: { "published co2e": 8 } },
    "bag shop": { products: { bag: 1 }, flows: { co2: 3, water: 4 } },
  },
  methods: { gwp: { co2: 1, "published co2e": 1 }, water: { water: 10 } },
});
const system: LinearSystem = {
  ...told,
  processes: told.processes.map((one) => (one.id === "tannery" ? { ...one, unknownFor: ["water"] } : one)),
};
const solver = accepted(linearSolver(system, sparseLu));

test("a supplier known by one published result only is unknown by any other method, and so is all that needs it", () => {
  const { lines } = accepted(footprintTable(solver, accepted(methodsAsked(system, undefined))));
  expect([...lines].slice(1).map((line) => line.trim())).toEqual([
    "shoe,gwp,5,kg CO2e/kg,complete",
    "shoe,water,,kg CO2e/kg,unknown",
    "leather,gwp,8,kg CO2e/kg,complete",
    "leather,water,,kg CO2e/kg,unknown",
    "bag,gwp,3,kg CO2e/kg,complete",
    "bag,water,40,kg CO2e/kg,complete",
  ]);
});

test("a demand that needs it has no impact by that method, and its supply all the same", () => {
  const { impacts, supply } = accepted(demandResult(solver, { product: "shoe", amount: 2 }));
  expect(impacts.map(({ id, amount }) => [id, amount])).toEqual([
    ["gwp", 10],
    ["water", null],
  ]);
  expect(supply).toContainEqual({ id: "tannery", amount: 1 });
});

test("contributions, a comparison, runs and quality of what is unknown are refused, and name who lacks it", () => {
  const asked = { product: "shoe", method: "water" };
  const refusal = {
    kind: "reject",
    code: "unknown-impact",
    ids: ["tannery"],
    message: expect.stringContaining('The impact of "shoe" by water is unknown, not 0'),
  };
  expect(productContributions(solver, { ...asked, cutoff: 0 })).toMatchObject(refusal);
  expect(compared(solver, { ...asked, changes: [], fallback: sparseLu })).toMatchObject(refusal);
  expect(productQuality(solver, { ...asked, notApplicable: "worst", rounding: "ceiling" })).toMatchObject(refusal);
  const spread = accepted(spreadOf(solver, "water", "matrix,row,col,distribution,p1,p2,p3,group\n"));
  expect(system.products.map((_, i) => spread.refusedFor(i)?.code)).toEqual([
    "unknown-impact",
    "unknown-impact",
    undefined,
  ]);
  expect(accepted(primaryShares(solver, "water")).primary).toEqual([null, null, 0]);
});

test("a change that leaves the supplier out makes the impact known again only where it is needed no more", () => {
  const changes = [{ matrix: "A", row: "leather", column: "shoe shop", value: 0 }] as const;
  const answer = compared(solver, { product: "bag", method: "water", changes, fallback: sparseLu });
  expect(answer).toMatchObject({ kind: "accept", value: { before: 40, after: 40 } });
});

test("what is needed no longer makes nothing unknown: an entry set to 0 is no use", () => {
  const changes = [{ matrix: "A", row: "leather", column: "shoe shop", value: 0 }] as const;
  const scenarios = [{ id: "without leather", changes }];
  const rows = accepted(scenarioTable(solver, { product: "shoe", method: "gwp", scenarios, fallback: sparseLu }));
  expect(rows).toMatchObject([{ before: 5, after: 1, status: { before: "complete", after: "complete" } }]);
  const all = accepted(scenarioTable(solver, { product: "shoe", scenarios, fallback: sparseLu }));
  expect(all[1]).toMatchObject({ before: null, after: 20, difference: null, status: { before: "unknown" } });
  const without = accepted(linearSolver(accepted(changedSystem(solver, { changes })), sparseLu));
  expect(accepted(demandResult(without, { product: "shoe", amount: 1, method: "water" })).impacts).toMatchObject([
    { id: "water", amount: 20 },
  ]);
  expect(accepted(primaryShares(without, "water")).unstated.slice(0, 2)).toEqual([1, null]);
});
