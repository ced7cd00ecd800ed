import { expect, test } from "vitest";
import { accepted, solverOf } from "./accepted-in-test.ts";
import { comparedSystems } from "./compared-systems.ts";
import { type LinearSolver, linearSolver, sparseLu } from "./linear-solver.ts";
import type { LinearSystem } from "./linear-system.ts";
import type { Telling } from "./told-system.ts";

// Leather from a tannery that gives off 1 and takes 4 kWh: of coal at 0.5, or of wind at 0.05 with a credit of 0.1 for its heat.
//   before 1 + 4 * 0.5 = 3,  after 1 + 4 * 0.05 - 0.1 = 1.1
const before: Telling = {
  processes: {
    tanning: { products: { leather: 1, power: -4 }, flows: { co2: 1 } },
    "coal plant": { products: { power: 1 }, flows: { co2: 0.5 } },
  },
};
const after: Telling = {
  processes: {
    "wind park": { products: { power: 1 }, flows: { co2: 0.05 } },
    tanning: { products: { leather: 1, power: -4, heat: 1 }, flows: { co2: 1 } },
    boiler: { products: { heat: 1 }, flows: { co2: 0.1 } },
  },
};
const asked = { product: "leather", method: "gwp" };
const told = (telling: Telling, change: (system: LinearSystem) => LinearSystem): LinearSolver =>
  accepted(linearSolver(change(solverOf(telling).system), sparseLu));

test("processes are matched by id, and those of one system alone have null in the other", () => {
  const result = accepted(comparedSystems(solverOf(before), solverOf(after), asked));
  expect(result).toMatchObject({ before: 3, unit: "kg CO2e/kg", status: { before: "complete", after: "complete" } });
  expect(result.after).toBeCloseTo(1.1, 14);
  expect(result.difference).toBeCloseTo(-1.9, 14);
  expect(result.contributions).toEqual([
    { id: "coal plant", before: 2, after: null, difference: -2 },
    { id: "wind park", before: null, after: 0.2, difference: 0.2 },
    { id: "boiler", before: null, after: -0.1, difference: -0.1 },
  ]);
  const sum = result.contributions.reduce((total, { difference }) => total + difference, 0);
  expect(sum).toBeCloseTo(result.difference, 14);
});

test("the other way round every difference has the other sign, and a system differs in nothing from itself", () => {
  const one = accepted(comparedSystems(solverOf(before), solverOf(after), asked));
  const other = accepted(comparedSystems(solverOf(after), solverOf(before), asked));
  expect(other.contributions).toEqual(
    one.contributions.map(({ id, ...is }) => ({ id, before: is.after, after: is.before, difference: -is.difference })),
  );
  expect(other.difference).toBe(-one.difference);
  expect(accepted(comparedSystems(solverOf(before), solverOf(before), asked))).toMatchObject({
    ...{ difference: 0, contributions: [] },
  });
});

test("a side that is a lower bound says so", () => {
  const open = told(after, (system) => ({
    ...system,
    processes: system.processes.map((one) => (one.id === "wind park" ? { ...one, leftOut: 1 } : one)),
  }));
  expect(accepted(comparedSystems(solverOf(before), open, asked)).status).toEqual({
    before: "complete",
    after: "lower-bound",
  });
});

test("what is unknown, or counted in another unit, is compared with nothing", () => {
  const silent = told(after, (system) => ({
    ...system,
    processes: system.processes.map((one) => (one.id === "boiler" ? { ...one, unknownFor: ["gwp"] } : one)),
  }));
  expect(comparedSystems(solverOf(before), silent, asked)).toMatchObject({
    ...{ kind: "reject", code: "unknown-impact", ids: ["boiler"] },
    message: expect.stringMatching(/^The system after: /),
  });
  const byArea = told(after, (system) => ({
    ...system,
    products: system.products.map((one) => ({ ...one, unit: "m2" })),
  }));
  expect(comparedSystems(solverOf(before), byArea, asked)).toMatchObject({
    ...{ kind: "reject", code: "wrong-unit" },
    message: expect.stringContaining("kg CO2e/kg before and in kg CO2e/m2 after"),
  });
  expect(comparedSystems(solverOf(before), solverOf(after), { ...asked, product: "heat" })).toMatchObject({
    ...{ code: "unknown-demand", message: expect.stringMatching(/^The system before: /) },
  });
});
