import type { Footprint } from "@celadon/proto";
import { expect, test } from "vitest";
import { footprintsOf } from "./footprints-of.ts";
import { co2e, gwpOfTests, type PlantBuilder, plantBuilder } from "./plant-builder.ts";

const footprintOfPlant = (plant: PlantBuilder): Footprint => {
  const outcome = footprintsOf(plant.inventory, { gwp: gwpOfTests });
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  return outcome.value.footprints[0] as Footprint;
};
const recalled = (value: string) => co2e(value, { confidence: "recalled" });

/** 60 kg of power, read in its source. */
const tannery = plantBuilder()
  .makes("tannery", "leather", "10", "m2")
  .takes("tannery", "power", "60", co2e("1"))
  .declares("leather", "m2");

test("60 kg from a table and 20 from memory: a quarter rests on placeholders", () => {
  expect(footprintOfPlant(tannery).placeholderShare).toBe("0");
  const hides = tannery.takes("tannery", "hides", "10", recalled("2"));
  expect(footprintOfPlant(hides)).toMatchObject({ total: "8", placeholderShare: "0.25" });
});

test("a credit counts by its size: 60 kg, and 20 saved by a number from memory, are a quarter too", () => {
  const credit = tannery.takes("tannery", "trimmings", "10", recalled("-2"));
  expect(footprintOfPlant(credit)).toMatchObject({ total: "4", placeholderShare: "0.25" });
});

test("a recalled coefficient on the way to an amount counts, and so do all gases of its line", () => {
  const [row] = tannery.inventory.lines[0]?.factors ?? [];
  if (row === undefined) throw new Error("The power has a factor.");
  const sludge = tannery.takes(
    "tannery",
    "sludge",
    "10",
    [
      { gas: "CO2e", value: "1" },
      { gas: "CO2-fossil", value: "1" },
    ],
    { coefficients: [{ ...row, id: "content", confidence: "recalled" }] },
  );
  expect(footprintOfPlant(sludge).placeholderShare).toBe("0.25");
});

test("a recalled row of 0 adds nothing; where every line is 0 there is no share to tell", () => {
  expect(footprintOfPlant(tannery.takes("tannery", "hides", "10", recalled("0"))).placeholderShare).toBe("0");
  const nothing = plantBuilder().makes("tannery", "leather", "10", "m2").declares("leather", "m2");
  expect(footprintOfPlant(nothing.takes("tannery", "hides", "10", recalled("0"))).placeholderShare).toBeUndefined();
});

test("2 kg of 62 are 0.032258, and what no product needs is in no share", () => {
  const glue = tannery.takes("tannery", "glue", "58", co2e("0")).takes("tannery", "ink", "2", recalled("1"));
  expect(footprintOfPlant(glue).placeholderShare).toBe("0.032258");
  const idle = tannery.makes("yard", "gravel", "1").takes("yard", "diesel", "600", recalled("1"));
  expect(footprintOfPlant(idle).placeholderShare).toBe("0");
});

test("without a total there is no share", () => {
  const gap = { kind: "not-modelled", where: "Sludge", reason: "Not weighed.", excused: false };
  expect(footprintOfPlant(tannery.with({ gaps: [gap] })).placeholderShare).toBeUndefined();
  expect(footprintOfPlant(tannery.with({ reach: "running" })).placeholderShare).toBeUndefined();
});
