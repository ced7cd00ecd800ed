import { expect, test } from "vitest";
import { accepted, solverOf } from "./accepted-in-test.ts";
import { productBreakdown } from "./breakdown.ts";
import { compared } from "./compared.ts";
import { demandResult } from "./demand-result.ts";
import { footprintTable } from "./footprint-table.ts";
import { type LinearSolver, linearSolver, sparseLu } from "./linear-solver.ts";
import { methodsAsked } from "./methods-asked.ts";
import { primaryShares } from "./primary-shares.ts";
import { productContributions } from "./product-contributions.ts";
import { productPaths } from "./product-paths.ts";
import { productQuality } from "./product-quality.ts";
import { scenarioTable } from "./scenario-table.ts";
import { sensitivities } from "./sensitivities.ts";
import { spreadOf } from "./spread-system.ts";
import type { Telling } from "./told-system.ts";

// 1 board hands on 0.25 kg of sludge, whose landfill gives off 0.8 per kg and burns 0.1 of fuel at 2: h = 1 + 0.25 * (0.8 + 0.2) = 1.25
const withSludge = (sign: 1 | -1): LinearSolver => {
  const { system } = solverOf({
    processes: {
      mill: { products: { board: 1, sludge: -0.25 * sign }, flows: { co2: 1 } },
      landfill: { products: { sludge: sign, fuel: -0.1 }, flows: { co2: 0.8 } },
      refinery: { products: { fuel: 1 }, flows: { co2: 2 } },
    },
    products: ["board", "sludge", "fuel"],
  });
  const processes = system.processes.map((one) => (one.id === "refinery" ? { ...one, leftOut: 1 } : one));
  return accepted(linearSolver({ ...system, processes }, sparseLu));
};
const board = { product: "board", method: "gwp" };

test("a waste row tells the same of a product, whichever sign it is written with", () => {
  const [usual, byNature] = [withSludge(1), withSludge(-1)];
  const told = (solver: LinearSolver) => ({
    demand: accepted(demandResult(solver, { product: "board", amount: -2, method: "gwp" })).impacts,
    breakdown: accepted(productBreakdown(solver, { ...board, by: "process", cutoff: 0 })),
    contributions: accepted(productContributions(solver, { ...board, cutoff: 0.1 })),
    quality: accepted(productQuality(solver, { ...board, notApplicable: "leave-out", rounding: "half-up" })),
  });
  expect(told(byNature)).toEqual(told(usual));
  expect(told(byNature).demand).toMatchObject([{ amount: -2.5 }]);
  expect(told(byNature).breakdown).toMatchObject({ status: "lower-bound", total: 1.25, negative: 0 });
  const pathsOf = (solver: LinearSolver) =>
    accepted(productPaths(solver, { ...board, cutoff: 0, most: 100 })).nodes.map(
      ({ process, total, direct, share }) => ({ process, total, direct, share }),
    );
  expect(pathsOf(byNature)).toEqual(pathsOf(usual));
  expect(pathsOf(usual).map(({ total }) => total)).toEqual([1.25, 0.25, 0.05]);
});

test("a comparison, and a scenario, of what is known at least says so", () => {
  const solver = withSludge(1);
  const changes = [{ matrix: "A", row: "fuel", column: "landfill", value: 0 }] as const;
  const status = { before: "lower-bound", after: "complete" };
  expect(accepted(compared(solver, { ...board, changes, fallback: sparseLu }))).toMatchObject({ status });
  const scenarios = [{ id: "no fuel", changes }];
  expect(accepted(scenarioTable(solver, { ...board, scenarios, fallback: sparseLu }))).toMatchObject([{ status }]);
});

test("a demand of less than nothing is every part of one of more, with the other sign", () => {
  const solver = withSludge(-1);
  const [more, less] = [3, -3].map((amount) => accepted(demandResult(solver, { product: "board", amount })));
  expect(less?.supply.map(({ amount }) => -amount)).toEqual(more?.supply.map(({ amount }) => amount));
  expect(less?.impacts.map(({ amount }) => -(amount as number))).toEqual(more?.impacts.map(({ amount }) => amount));
});

const loop: Telling = {
  processes: {
    mill: { products: { board: 1, power: -2 }, flows: { co2: 1 } },
    plant: { products: { power: 1, coal: -0.5 }, flows: { co2: 0.5 } },
    mine: { products: { coal: 1, power: -0.2 }, flows: { co2: 0.1 } },
    park: { products: { wind: 1, power: -0.1 }, flows: { co2: 0.02 } },
  },
  methods: { gwp: { co2: 1 } },
  products: ["board", "power", "coal", "wind"],
};

test("a replacement within a loop opens it: by hand", () => {
  const { before, after } = accepted(
    compared(solverOf(loop), {
      ...{ ...board, changes: [], fallback: sparseLu },
      replacements: [{ product: "power", process: "mine", by: [{ product: "wind" }] }],
    }),
  );
  const power = (0.5 + 0.5 * 0.1) / (1 - 0.5 * 0.2);
  expect(before).toBeCloseTo(1 + 2 * power, 14);
  // wind = 0.02 + 0.1 p, coal = 0.1 + 0.2 wind, p = 0.5 + 0.5 coal
  const opened = (0.5 + 0.5 * (0.1 + 0.2 * 0.02)) / (1 - 0.5 * 0.2 * 0.1);
  expect(after).toBeCloseTo(1 + 2 * opened, 14);
});

test("a scenario that leaves no answer refuses the table, with its name, whether by numbers or by structure", () => {
  const solver = solverOf(loop);
  const scenario = (id: string, row: string, column: string, value: number) => ({
    id,
    changes: [{ matrix: "A" as const, row, column, value }],
  });
  const table = (...scenarios: readonly ReturnType<typeof scenario>[]) =>
    scenarioTable(solver, { ...board, scenarios, fallback: sparseLu });
  const fine = scenario("fine", "power", "mill", -1);
  expect(table(fine, scenario("closed", "power", "mine", -2))).toMatchObject({
    code: "numerically-singular",
    message: expect.stringContaining('Scenario "closed"'),
    ids: ["plant", "mine"],
  });
  expect(table(fine, scenario("nothing made", "wind", "park", 0))).toMatchObject({
    kind: "reject",
    message: expect.stringContaining('Scenario "nothing made"'),
  });
});

test("a method with factors of 0 alone is known: every answer by it is 0, and no share says anything", () => {
  const still = solverOf({ ...loop, methods: { gwp: { co2: 0 } } });
  expect(accepted(demandResult(still, { product: "board", amount: 1 })).impacts).toMatchObject([{ amount: 0 }]);
  const { lines } = accepted(footprintTable(still, accepted(methodsAsked(still.system, "gwp"))));
  expect([...lines][1]).toBe("board,gwp,0,kg CO2e/kg,complete\n");
  expect(accepted(productContributions(still, { ...board, cutoff: 0 }))).toMatchObject({ total: 0, nodes: [] });
  expect(accepted(productBreakdown(still, { ...board, by: "flow", cutoff: 0 }))).toMatchObject({ total: 0, parts: [] });
  expect(accepted(productPaths(still, { ...board, cutoff: 0, most: 9 }))).toMatchObject({ nodes: [{ share: null }] });
  expect(accepted(sensitivities(still, { ...board, top: 9 })).exchanges).toEqual([]);
  expect(accepted(primaryShares(still, "gwp")).primary).toEqual([null, null, null, null]);
  const quality = accepted(productQuality(still, { ...board, notApplicable: "worst", rounding: "ceiling" }));
  expect(quality).toMatchObject({ total: 0, primaryShare: null, scored: null });
  const spread = accepted(spreadOf(still, "gwp", "matrix,row,col,distribution,p1,p2,p3,group\nB,0,0,normal,1,0.1,,\n"));
  const runs = spread.runs.runs({ seed: 1, from: 0, to: 3, products: [0] });
  expect(runs).toMatchObject({ kind: "accept", value: { kept: new Float64Array(3), failures: [] } });
});
