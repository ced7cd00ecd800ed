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

// The bag shop and the tannery give off a gas that gwp has no factor for; the bag shop's water is known.
const gases = toldSystem({
  processes: {
    "shoe shop": { products: { shoe: 1, leather: -0.5 }, flows: { co2: 1, water: 2 } },
    tannery: { products: { leather: 1 }, flows: { co2: 1, halon: 0.1 } },
    "bag shop": { products: { bag: 1 }, flows: { co2: 3, water: 4 } },
  },
  methods: { gwp: { co2: 1 }, water: { water: 10 } },
});
const withGas: LinearSystem = {
  ...gases,
  flows: gases.flows.map((one) => (one.id === "halon" ? { ...one, unknownFor: ["gwp"] } : one)),
};

test("a flow whose factor by a method nobody knows makes unknown by it who exchanges it, and all that rests on these", () => {
  const solver = accepted(linearSolver(withGas, sparseLu));
  const { lines } = accepted(footprintTable(solver, accepted(methodsAsked(withGas, undefined))));
  expect([...lines].slice(1).map((line) => line.trim())).toEqual([
    "shoe,gwp,,kg CO2e/kg,unknown",
    "shoe,water,20,kg CO2e/kg,complete",
    "leather,gwp,,kg CO2e/kg,unknown",
    "leather,water,0,kg CO2e/kg,complete",
    "bag,gwp,3,kg CO2e/kg,complete",
    "bag,water,40,kg CO2e/kg,complete",
  ]);
  expect(productContributions(solver, { product: "shoe", method: "gwp", cutoff: 0 })).toMatchObject({
    ...{ code: "unknown-impact", ids: ["tannery"] },
    message: expect.stringContaining("The factor of halon is not known by gwp (unknown_for in flows.csv)"),
  });
});

test("where the gas is set to 0 nothing of it is given off, and the impact is known", () => {
  const solver = accepted(linearSolver(withGas, sparseLu));
  const changes = [{ matrix: "B", row: "halon", column: "tannery", value: 0 }] as const;
  const scenarios = [{ id: "without halon", changes }];
  const rows = accepted(scenarioTable(solver, { product: "shoe", scenarios, fallback: sparseLu }));
  expect(rows[0]).toMatchObject({ before: null, after: 1.5, status: { before: "unknown", after: "complete" } });
});

test("where its factor is set, the impact is known: by that method, and by no other", () => {
  const both = withGas.flows.map((one) => (one.id === "halon" ? { ...one, unknownFor: ["gwp", "water"] } : one));
  const solver = accepted(linearSolver({ ...withGas, flows: both }, sparseLu));
  const changes = [{ matrix: "C", row: "gwp", column: "halon", value: 100 }] as const;
  const scenarios = [{ id: "a stated factor", changes }];
  const rows = accepted(scenarioTable(solver, { product: "shoe", scenarios, fallback: sparseLu }));
  expect(rows.map(({ after, status }) => [after, status.after])).toEqual([
    [6.5, "complete"],
    [null, "unknown"],
  ]);
});

test("a method whose only factor is unknown is unknown to those who exchange the flow, not without factors", () => {
  const alone = { ...withGas, C: { ...withGas.C, starts: withGas.C.starts.map(() => 0), rows: new Int32Array(0) } };
  const solver = accepted(linearSolver({ ...alone, C: { ...alone.C, values: new Float64Array(0) } }, sparseLu));
  expect(demandResult(solver, { product: "shoe", amount: 1, method: "gwp" })).toMatchObject({ code: "unknown-impact" });
  expect(accepted(demandResult(solver, { product: "bag", amount: 1, method: "gwp" })).impacts).toMatchObject([
    { id: "gwp", amount: 0 },
  ]);
});
