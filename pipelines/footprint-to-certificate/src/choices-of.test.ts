import { Contribution, Inventory, Line } from "@celadon/proto";
import { expect, test } from "vitest";
import { choicesOf } from "./choices-of.ts";
import { sampleFootprint } from "./sample-footprint.ts";

const shares = [
  { product: "grain", share: "0.65" },
  { product: "split", share: "0.35" },
];
const output = (product: string) => ({ product, amount: "1", unit: "kg", sources: [] });
const process = (id: string, makes: readonly string[], uses: readonly string[], allocation?: object) => ({
  ...{ id, outputs: makes.map(output), uses: uses.map(output) },
  ...(allocation === undefined ? {} : { allocation }),
});
const choice = "named in the plant model: a choice that the plant model has to make";
const line = (id: string, more: object) => {
  const [process = "", flow = ""] = id.split("/");
  return Line.fromPartial({ id, process, flow, ...more });
};

const lines = [
  line("hides/farm/2025", { activity: "farm/bovine-hide/en-16887", factors: [{ id: "farm-row", marks: [choice] }] }),
  line("hides/farm/2026", { activity: "farm/bovine-hide/en-16887", factors: [{ id: "farm-row", marks: [choice] }] }),
  line("effluent/methane", { activity: "wastewater", coefficients: [{ id: "mcf", marks: [choice] }, { id: "bo" }] }),
  line("glue/hides", { activity: "material", factors: [{ id: "farm-other" }] }),
];
const inventory = Inventory.fromPartial({
  lines,
  products: [{ product: "leather", process: "tanning" }],
  processes: [
    process("tanning", ["leather"], ["grain"], { method: "none", shares: [] }),
    process("splitting", ["grain", "split"], ["recovered"], { method: "mass", shares }),
    process("recovery", ["recovered"], ["grain"]),
    process("elsewhere", ["grain board", "chips"], [], { method: "price", shares }),
  ],
});
const footprint = sampleFootprint({
  product: "leather",
  inventory,
  contributions: lines.slice(0, 3).map(({ id }) => Contribution.fromPartial({ line: id, amount: "1" })),
});

test("the farm rule comes first, then how processes on the product's way share, then chosen rows; each once", () => {
  expect(choicesOf(footprint)).toEqual([
    { kind: "farm rule", where: "hides/farm", chosen: "bovine-hide/en-16887", shares: [] },
    { kind: "allocation", where: "splitting", chosen: "mass", shares },
    { kind: "factor", where: "effluent/methane", chosen: "mcf", shares: [] },
  ]);
});

test("a row of a farm that a line was multiplied with is a farm rule too", () => {
  const contributions = [Contribution.fromPartial({ line: "glue/hides", amount: "1" })];
  expect(choicesOf({ ...footprint, contributions })[0]).toMatchObject({ kind: "farm rule", chosen: "other" });
});

test("the order of lines and processes does not matter", () => {
  const turned = { ...inventory, lines: lines.toReversed(), processes: inventory.processes.toReversed() };
  expect(choicesOf({ ...footprint, inventory: turned })).toEqual(choicesOf(footprint));
});
