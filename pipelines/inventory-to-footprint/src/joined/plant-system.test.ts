import type { Gap, Inventory } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";
import { expect, test } from "vitest";
import { writtenSystem } from "../folder/written-system.ts";
import { boundOf } from "../linear/bound-of.ts";
import { directImpacts } from "../linear/direct-impacts.ts";
import { linearSolver, sparseLu } from "../linear/linear-solver.ts";
import type { LinearSystem } from "../linear/linear-system.ts";
import { co2e, gwpOfTests, plantBuilder, source } from "../plant/plant-builder.ts";
import { acceptedInTest } from "./difference-in-test.ts";
import { plantSystem } from "./plant-system.ts";
import { rowInTest } from "./row-in-test.ts";

// A mill makes 50 t of board from 100 MWh that its power house buys; it burns 10 t of straw itself.
//   power  0.5 kg per kWh;  board  (100,000 * 0.5 + 2 * 29.8) / 50 = 1001.192 kg per t
const mill = plantBuilder()
  .makes("power house", "power", "100000", "kWh")
  .takes("power house", "grid", "100000", co2e("0.5", { gwpSet: "AR5" }), { activity: "electricity/grid" })
  .makes("machine", "board", "50")
  .uses("machine", "power", "100000", "kWh")
  .takes("machine", "straw", "10", [{ gas: "CO2-biogenic", value: "1500", perUnit: "t" }], { unit: "t", scope: 1 })
  .takes("machine", "vent", "2", [], { unit: "kg", scope: 1, direct: [{ gas: "CH4-fossil", massKg: "2" }] })
  .declares("board");

const systemOf = (inventory: Inventory) => acceptedInTest(plantSystem(inventory, { gwp: gwpOfTests }));
const ids = (list: readonly { readonly id: string; readonly index: number }[]) =>
  list.toSorted((a, b) => a.index - b.index).map(({ id }) => id);
const valuesOf = (system: LinearSystem, method: string): Readonly<Record<string, number>> => {
  const solver = acceptedInTest(linearSolver(system, sparseLu));
  const m = system.methods.findIndex(({ id }) => id === method);
  const { values } = acceptedInTest(solver.adjoint(directImpacts(system, [m])));
  return Object.fromEntries(system.products.map(({ id }, i) => [id, values[i] as number]));
};

test("ids speak: processes and products under their factory, rows under their own id, gases as flows", () => {
  const { system } = systemOf(mill.inventory);
  expect(ids(system.products)).toEqual(["mill/board", "mill/power", "factor:grid-co2e", "factor:straw-co2-biogenic"]);
  expect(ids(system.processes)).toEqual([
    "mill/machine",
    "mill/power house",
    "factor:grid-co2e",
    "factor:straw-co2-biogenic",
  ]);
  expect(ids(system.flows)).toEqual(["CH4-fossil", "CO2-biogenic", "CO2e:AR5"]);
  expect(ids(system.methods)).toEqual(["GWP100-AR6", "GWP100-AR6-biogenic-CO2"]);
  const columns = Object.fromEntries(system.processes.map(({ id, stage, scope }) => [id, [stage, scope]]));
  expect(columns).toEqual({
    "mill/machine": ["production", "1"],
    "mill/power house": ["production", "1"],
    "factor:grid-co2e": ["production", "2"],
    "factor:straw-co2-biogenic": ["production", "1"],
  });
});

test("a board by hand: what its power emits, the methane it vents; straw's CO2 apart", () => {
  const { system } = systemOf(mill.inventory);
  const total = valuesOf(system, "GWP100-AR6");
  expect(total["mill/board"]).toBeCloseTo(1001.192, 10);
  expect(total["mill/power"]).toBeCloseTo(0.5, 12);
  expect(total["factor:grid-co2e"]).toBe(0.5);
  expect(valuesOf(system, "GWP100-AR6-biogenic-CO2")["mill/board"]).toBeCloseTo(300, 10);
});

test("a process of several products has a column for each, whichever is asked for", () => {
  const both = plantBuilder()
    .makes("saw", "plank", "6")
    .makes("saw", "chips", "4")
    .shares("saw", { plank: "0.9", chips: "0.1" })
    .takes("saw", "power", "100", co2e("2"))
    .declares("plank")
    .declares("chips");
  const { system } = systemOf(both.inventory);
  expect(ids(system.processes)).toEqual(["mill/saw/chips", "mill/saw/plank", "factor:power-co2e"]);
  const values = valuesOf(system, "GWP100-AR6");
  expect(values["mill/plank"]).toBeCloseTo(30, 12);
  expect(values["mill/chips"]).toBeCloseTo(5, 12);
  const one = acceptedInTest(plantSystem(both.inventory, { gwp: gwpOfTests, products: ["plank"] }));
  expect(ids(one.system.processes)).toEqual(["mill/saw/plank", "factor:power-co2e"]);
});

test("a row that lines of several scopes use has a column for each, and one draw", () => {
  const two = mill.takes("machine", "lorry", "10", co2e("0.5", { id: "grid-co2e", gwpSet: "AR5" }), { scope: 3 });
  const rowOf = (id: string) => (id === "grid-co2e" ? rowInTest({ id, value: new Decimal("0.5") }) : undefined);
  const { system, uncertainty } = acceptedInTest(plantSystem(two.inventory, { gwp: gwpOfTests, rowOf }));
  expect(ids(system.products)).toEqual(
    expect.arrayContaining(["factor:grid-co2e@production/2", "factor:grid-co2e@production/3"]),
  );
  expect(uncertainty).toBe(
    "matrix,row,col,distribution,p1,p2,p3,group\n" +
      "B,2,2,uniform,0.4,0.6,,factor:grid-co2e\n" +
      "B,2,3,uniform,0.4,0.6,,factor:grid-co2e\n",
  );
});

test("a row has the place of its source where its burden arises there, and its columns do not depend on what is asked for", () => {
  const rowOf = (id: string) => rowInTest({ id });
  const two = mill
    .takes("machine", "lorry", "10", co2e("0.5", { id: "grid-co2e", gwpSet: "AR5" }), { scope: 3 })
    .declares("power", "kWh");
  const { system } = acceptedInTest(plantSystem(two.inventory, { gwp: gwpOfTests, rowOf, products: ["power"] }));
  expect(system.processes.map(({ id, location }) => [id, location])).toEqual([
    ["factor:grid-co2e@production/2", "CN"],
    ["mill/power house", undefined],
  ]);
  const burnt = acceptedInTest(plantSystem(mill.inventory, { gwp: gwpOfTests, rowOf })).system.processes;
  expect(burnt.find(({ id }) => id === "factor:straw-co2-biogenic")?.location).toBe(undefined);
});

test("what a factor's source says of its spread is what runs draw, and what it does not say stays still", () => {
  const spreadBy = (changes: Parameters<typeof rowInTest>[0]) => {
    const rowOf = (id: string) =>
      id === "grid-co2e" ? rowInTest({ id, value: new Decimal("0.5"), ...changes }) : undefined;
    const { uncertainty, parts } = acceptedInTest(plantSystem(mill.inventory, { gwp: gwpOfTests, rowOf }));
    return [uncertainty.split("\n")[1], parts.rows.get("grid-co2e")?.spread.stated];
  };
  const range = (lower: string, upper: string) => ({
    kind: "range" as const,
    lower: new Decimal(lower),
    upper: new Decimal(upper),
  });
  expect(spreadBy({ uncertainty: { kind: "lognormal", gsd: new Decimal("1.2") } })).toEqual([
    "B,2,2,lognormal,0.5,1.2,,factor:grid-co2e",
    "lognormal 1.2",
  ]);
  expect(spreadBy({ uncertainty: range("0.4", "0.6") })).toEqual([
    "B,2,2,uniform,0.4,0.6,,factor:grid-co2e",
    "range 0.4 0.6",
  ]);
  expect(spreadBy({ uncertainty: range("0.4", "0.9") })).toEqual([
    "B,2,2,triangular,0.4,0.5,0.9,factor:grid-co2e",
    "range 0.4 0.9",
  ]);
  expect(spreadBy({ uncertainty: range("0.6", "0.9") })).toEqual(["", "range 0.6 0.9"]);
  expect(spreadBy({ uncertainty: { kind: "unknown" } })).toEqual(["", "unknown"]);
  expect(spreadBy({ value: new Decimal("0.7") })).toEqual(["", "range 0.4 0.6"]);
});

const gap = (where: string, changes: Partial<Gap> = {}): Gap => ({
  kind: "missing-time",
  where,
  reason: "An hour is gone.",
  excused: false,
  ...changes,
});
const boundsOf = (inventory: Inventory): Readonly<Record<string, boolean>> => {
  const { system } = systemOf(inventory);
  const bound = boundOf(acceptedInTest(linearSolver(system, sparseLu)));
  return Object.fromEntries(system.products.map(({ id }, i) => [id, bound(i) === "lower-bound"]));
};

test("what is missing is left out and makes a lower bound of all that rests on it, never a 0 that nobody sees", () => {
  const whole = { "mill/board": false, "mill/power": false };
  expect(boundsOf(mill.inventory)).toMatchObject(whole);
  const noFactor = mill.takes("machine", "glue", "3", []);
  expect(boundsOf(noFactor.inventory)).toMatchObject({ "mill/board": true, "mill/power": false });
  const noAmount = mill.takes("power house", "oil", "", co2e("3"));
  expect(boundsOf(noAmount.inventory)).toMatchObject({ "mill/board": true, "mill/power": true });
  const noPotential = mill.takes("machine", "leak", "1", [{ gas: "SF6", value: "1" }]);
  expect(boundsOf(noPotential.inventory)).toMatchObject({ "mill/board": true });
  const cutOff = mill.with({ gaps: [gap("machine/straw", { kind: "not-modelled", excused: true })] });
  expect(boundsOf(cutOff.inventory)).toMatchObject({ "mill/board": true, "mill/power": false });
  const unknownPlace = mill.with({ gaps: [gap("somewhere", { kind: "unknown-channel" })] });
  expect(boundsOf(unknownPlace.inventory)).toMatchObject({ "mill/board": true, "mill/power": true });
  const estimated = mill.with({ gaps: [gap("power house/grid", { excused: true })] });
  expect(boundsOf(estimated.inventory)).toMatchObject(whole);
});

test("an inventory in another order makes the same files, to the last byte", () => {
  const { inventory } = mill.takes("machine", "glue", "3", []).declares("power", "kWh");
  const turned: Inventory = {
    ...inventory,
    processes: inventory.processes.toReversed(),
    lines: inventory.lines.toReversed(),
    products: inventory.products.toReversed(),
  };
  const [one, other] = [systemOf(inventory), systemOf(turned)];
  expect(writtenSystem(other.system)).toEqual(writtenSystem(one.system));
  expect(other.uncertainty).toBe(one.uncertainty);
});

test("a gap is told with its place and its sentence", () => {
  const { parts } = systemOf(mill.takes("machine", "glue", "3", []).inventory);
  expect(parts.open).toEqual([
    {
      where: "machine/glue",
      columns: ["mill/machine"],
      gaps: [
        expect.objectContaining({
          kind: "missing-factor",
          reason: expect.stringContaining('no factor for "test/glue"'),
        }),
      ],
    },
  ]);
});

const refusalOf = (inventory: Inventory, products: readonly string[] = []) => {
  const answer = plantSystem(inventory, { gwp: gwpOfTests, products });
  return answer.kind === "accept" ? undefined : [answer.code, answer.message, ...answer.ids];
};

test("an unknown production is refused, because every figure would be divided by it", () => {
  const unknown = plantBuilder().makes("machine", "board", "").declares("board");
  expect(refusalOf(unknown.inventory)).toEqual([
    "incomplete-inventory",
    expect.stringContaining("machine/board"),
    "machine/board",
  ]);
  const part = mill.with({
    processes: mill.inventory.processes.map((one) => ({
      ...one,
      outputs: one.outputs.map((output) => ({ ...output, sources: [source("boardT", "50", { missingMs: 1n })] })),
    })),
  });
  expect(refusalOf(part.inventory)?.[0]).toBe("incomplete-inventory");
});

test("an unknown share is refused, with its process", () => {
  const split = plantBuilder()
    .makes("saw", "plank", "6")
    .makes("saw", "chips", "4")
    .declares("plank")
    .with({ gaps: [gap("saw", { reason: "Its rule changed." })] });
  expect(refusalOf(split.inventory)).toEqual([
    "incomplete-inventory",
    expect.stringContaining("Its rule changed."),
    "saw",
  ]);
});

test("a period that runs still, a stranger, and what a footprint is refused for are refused by name", () => {
  expect(refusalOf(mill.with({ reach: "running" }).inventory)?.[0]).toBe("running-period");
  expect(refusalOf(mill.inventory, ["bord"])).toEqual([
    "unknown-demand",
    expect.stringContaining('Did you mean "board"?'),
    "bord",
  ]);
  expect(refusalOf(plantBuilder().makes("machine", "board", "1").inventory)?.[0]).toBe("unknown-demand");
  expect(refusalOf(mill.uses("machine", "steam", "1").inventory)).toEqual([
    "not-square",
    expect.stringContaining('uses "steam"'),
    "machine",
    "steam",
  ]);
  expect(refusalOf(mill.makes("other", "power", "1", "kWh").inventory)?.[0]).toBe("ambiguous-provider");
  expect(refusalOf(plantBuilder().makes("machine", "board", "0").declares("board").inventory)?.[0]).toBe(
    "no-production",
  );
  expect(refusalOf(mill.declares("power", "kg").inventory)?.[0]).toBe("wrong-unit");
  expect(refusalOf(mill.takes("nobody", "x", "1", []).inventory)?.[0]).toBe("contradictory-inventory");
});

test("one row with two values, and two things of one name, are refused", () => {
  const twice = mill.takes("machine", "grid", "1", co2e("0.6"));
  expect(refusalOf(twice.inventory)).toEqual([
    "contradictory-inventory",
    expect.stringMatching(/"grid-co2e" stands in the inventory as 0\.6 .* and as 0\.5/),
    "grid-co2e",
  ]);
  const same = plantBuilder()
    .makes("a", "b", "1")
    .makes("a", "c", "1")
    .shares("a", { b: "0.5", c: "0.5" })
    .makes("a/b", "d", "1")
    .uses("a/b", "b", "0.1")
    .declares("d");
  expect(refusalOf(same.inventory)).toEqual([
    "contradictory-inventory",
    expect.stringContaining('"mill/a/b"'),
    "mill/a/b",
  ]);
});
