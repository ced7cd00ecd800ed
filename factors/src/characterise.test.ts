import { expect, test } from "vitest";
import { releaseFrom, shippedTables } from "../test/release.ts";
import { characterise } from "./characterise.ts";
import type { Factor, GwpSet } from "./factor.ts";
import { gwp } from "./gwp.ts";
import { markText } from "./mark.ts";

const release = releaseFrom(...shippedTables());
const potentialOf = (gas: string, set: GwpSet): string => {
  const row = gwp(release, gas, set);
  return row.kind === "accept" ? row.value.value.toString() : row.reason;
};
const rowOf = (id: string): Factor => {
  const row = release.rows.find((candidate) => candidate.id === id);
  if (row === undefined) throw new Error(`No row "${id}".`);
  return row;
};

test.each<[string, GwpSet, string]>([
  ["CO2-fossil", "AR6", "1"],
  ["CO2-biogenic", "AR6", "1"],
  ["CH4-fossil", "AR6", "29.8"],
  ["CH4-biogenic", "AR6", "27"],
  ["CH4", "AR6", "27.9"],
  ["N2O", "AR6", "273"],
  ["SF6", "AR6", "25200"],
  ["NF3", "AR6", "17400"],
  ["HFC-134a", "AR6", "1530"],
  ["CH4-fossil", "AR5", "30"],
  ["CH4-biogenic", "AR5", "28"],
  ["N2O", "AR5", "265"],
  ["HFC-134a", "AR5", "1300"],
  ["CH4", "AR4", "25"],
  ["N2O", "AR4", "298"],
])("%s in %s is %s", (gas, set, value) => {
  expect(potentialOf(gas, set)).toBe(value);
});

test("AR4 knows one methane only, so its fossil methane is refused and not guessed", () => {
  expect(potentialOf("CH4-fossil", "AR4")).toBe("factor-missing");
});

test("a gas row is multiplied with the potential of the asked set, and says by which row", () => {
  const answer = characterise(release, rowOf("gas-natural-ipcc2006-manufacturing-n2o"), "AR6");
  expect(answer.kind === "accept" && [answer.value.gwp.toString(), answer.value.by?.source.locator]).toEqual([
    "273",
    "Table 7.SM.7",
  ]);
});

test("a CO2e row keeps the set of its source, and is marked when it is another than asked", () => {
  const marks = (id: string, set: GwpSet): readonly string[] => {
    const answer = characterise(release, rowOf(id), set);
    return answer.kind === "accept"
      ? [answer.value.gwp.toString(), ...answer.value.marks.map(markText)]
      : [answer.reason];
  };
  expect(marks("upstream-natural-gas-defra2025", "AR6")).toEqual(["1", "CO2e by AR5, not AR6"]);
  expect(marks("upstream-natural-gas-defra2025", "AR5")).toEqual(["1"]);
  expect(marks("grid-cn-footprint-2024", "AR6")).toEqual(["1", "CO2e by an unstated GWP set, not AR6"]);
  expect(marks("standard-coal-electricity-2020", "AR6")).toEqual(["not-an-emission"]);
});
