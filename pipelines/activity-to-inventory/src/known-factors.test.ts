import { readdirSync, readFileSync } from "node:fs";
import { releaseOf } from "@celadon/factors";
import { expect, test } from "vitest";
import { checkPlantModel } from "./check-plant-model.ts";
import { knownFactorsOf } from "./known-factors.ts";

const tables = new URL("../../../factors/tables/", import.meta.url);
const release = releaseOf(
  readdirSync(tables)
    .filter((name) => name.endsWith(".csv"))
    .map((name) => ({ name, text: readFileSync(new URL(name, tables), "utf8") })),
);
if (release.kind !== "accept") throw new Error(release.evidence);
const known = knownFactorsOf(release.value);

const boxes = readFileSync(new URL("../../../test/data/first/plant.yaml", import.meta.url), "utf8");

/** What the check warns of in the box factory with one piece of its text replaced: line, and both sentences. */
const saysOf = (from: string, to: string): readonly string[] => {
  expect(boxes).toContain(from);
  const text = boxes.replace(from, to);
  return checkPlantModel(text, known).faults.map(({ line, severity, problem, fix }) => {
    return `${severity}, ${text.split("\n")[line - 1]?.trim()} | ${problem} ${fix}`;
  });
};

test("a row that nobody has is told beside any other fault, where the process cannot be read either", () => {
  for (const [key, slip] of [
    ["place: CN\n", "place: Chna\n"],
    ["Asia/Shanghai", "Asia/Shangai"],
  ] as const) {
    const text = boxes
      .replace(key, slip)
      .replace("factor: electricity/grid }", "factor: electricity/grid, row: grid-cn-footprint-204 }")
      .replace("boxes: boxesT", "boxes: boxesTt");
    const problems = checkPlantModel(text, known).faults.map(({ problem }) => problem);
    expect(problems.filter((problem) => problem.includes("grid-cn-footprint-204"))).toHaveLength(1);
    expect(problems.length).toBeGreaterThan(2);
  }
});

test("a plant whose every factor is found has no warning", () => {
  expect(checkPlantModel(boxes, known).faults).toEqual([]);
});

test("a province has no footprint factor: the line of its electricity is named, and what to write", () => {
  expect(saysOf("place: CN\n", "place: CN-GD\n")).toEqual([
    expect.stringMatching(
      /^warning, electricity: .* \| No factor for "electricity\/grid" at CN-GD on 2026-01-01 for pcf\. Nearest: .* Beside the factor write `place: CN`, or `row: grid-cn-footprint-2024`, which the footprint then says\.$/,
    ),
  ]);
});

test("gas by volume without a calorific value, where the row's own is by mass: the line with the unit it needs", () => {
  const times = /\n {8}times: # what the gas holds\n.*\n/.exec(boxes)?.[0] as string;
  expect(saysOf(times, "\n")).toEqual([
    'warning, factor: fuel/natural-gas | Factor "gas-natural-ipcc2006-manufacturing-co2" is per TJ, and the amount is in Nm3 (volume). Beside the amount write `times: [{ value: NUMBER, unit: MJ/Nm3, source: gas or fuel bill }]` with its calorific value, or correct the unit of the amount.',
  ]);
});

test("electricity by mass is a unit to correct", () => {
  expect(saysOf("gridKwh: { kind: interval, unit: kWh", "gridKwh: { kind: interval, unit: kg")).toContainEqual(
    expect.stringContaining(
      'Factor "grid-cn-footprint-2024" is per kWh, and the amount is in kg (mass). Correct the unit of the amount to one of energy, such as kWh',
    ),
  );
});

test("a line that the model cuts off is not asked for a factor", () => {
  expect(saysOf("place: CN\n", "place: CN-GD\ncutOffs: [{ of: box making/electricity, why: tried }]\n")).toEqual([]);
});
