import { readFileSync } from "node:fs";
import { criteriaOf } from "@celadon/footprint-to-ranking";
import { expect, test } from "vitest";
import { checkScheme } from "./check-scheme.ts";
import { loadSchemes } from "./load-schemes.ts";
import { schemeCalled } from "./scheme-called.ts";

const shipped = readFileSync(
  new URL("../schemes/gbt-36132-2025.yaml", import.meta.resolve("@celadon/factors")),
  "utf8",
);
const changed = (from: string | RegExp, to: string): string => {
  expect(shipped).toMatch(from);
  return shipped.replace(from, to);
};

test("GB/T 36132-2025: three gates, and Table C.1 with 30, 30, 16, 16 and 8 points in the order of its rows", () => {
  const [scheme] = loadSchemes();
  if (scheme === undefined) throw new TypeError("A scheme is shipped.");
  expect(scheme.gates.map(({ number, clause }) => [number, clause])).toEqual([
    ["1", "4.2 a"],
    ["2", "4.2 b"],
    ["3", "4.2 c"],
  ]);
  expect(scheme.dimensions.map(({ name, weight }) => [name.zh, weight])).toEqual([
    ["能源低碳化", "30"],
    ["资源高效化", "30"],
    ["生产洁净化", "16"],
    ["产品绿色化", "16"],
    ["用地集约化", "8"],
  ]);
  expect(criteriaOf(scheme).map(({ number, weight }) => `${number}:${weight}`)).toEqual(
    "1:8 2:8 3:8 4:6 5:8 6:8 7:8 8:6 9:6 10:4 11.1:3 11.2:3 12:8 13:8 14:8".split(" "),
  );
  expect(scheme.notes[0]?.en).toContain("example");
});

test("the CO2 of the enterprise is measured by nothing, least of all by the product footprint", () => {
  const carbon = criteriaOf(loadSchemes()[0] ?? { dimensions: [], ...nothing }).find(
    ({ id }) => id === "carbon-intensity",
  );
  expect(carbon).toMatchObject({ kind: "quantity", measured: undefined });
  const { faults } = checkScheme(changed("measured: energy\n", "measured: footprint\n"));
  expect(faults[0]?.problem).toContain('"footprint" is none of: energy, water-intake, cod, nh3-n, solid-waste.');
});
const nothing = {
  id: "",
  standard: "",
  name: { en: "", zh: "" },
  edition: "",
  locator: "",
  peersLeast: 1,
  notes: [],
  gates: [],
};

test.each<[string | RegExp, string, string]>([
  ["weight: 30", "weight: 31", 'The weights of the criteria of "low-carbon-energy" add up to 30, not 31.'],
  [/( {4}weight: )8(\n {4}criteria:\n {6}land)/, "$18.5$2", 'criteria of "intensive-land-use" add up to 8, not 8.5.'],
  ["number: 11.2", "number: 11,2", '"11,2" is no place in a list.'],
  ["better: less", "better: lower", '"lower" is none of: less, more.'],
  ["        leading: 8\n", "", '"energy-carbon-platform" has a part of `leading`, `base` and `source`.'],
  ["leading: 8", "leading: -1", '"energy-carbon-platform" has a leading value worse than its base.'],
  ["unit: tce\n", "unit: m3\n", '"energy-intensity" is in m3, and energy is in kgce.'],
  ["        unit: tce\n", "", '"energy-intensity" has "per", but no unit.'],
  ["        per: product\n", "", '"energy-intensity" is measured by energy, which is per product, and less is better.'],
  [
    /measured: energy\n/,
    "leading: 1\n        base: 2\n        source: Own\n",
    '"energy-intensity" states values per product.',
  ],
  ["      water-reuse:", "      lawfulness:", '"lawfulness" stands for two criteria or gates.'],
  ["peersLeast: 10", "peersLeast: 0", '"0" is no whole number from 1 to 99999.'],
  ["peersLeast: 10\n", "", 'The file has no "peersLeast".'],
  [
    "weight: 8\n        better: less\n        unit: tCO2",
    "weight: 8\n        better: less\n        items: []\n        unit: tCO2",
    '"carbon-intensity" counts items without leading and base value.',
  ],
])("%s -> %s is a fault with its line", (from, to, problem) => {
  const { scheme, faults } = checkScheme(changed(from, to));
  expect(scheme).toBeUndefined();
  expect(faults.map((fault) => fault.problem).join("\n")).toContain(problem);
  for (const { line, fix } of faults) expect([line > 0, fix]).not.toContain("");
});

test("a scheme of a sector may state values per unit, and then needs no peers", () => {
  const own = changed(
    "per: product\n        measured: energy\n",
    "per: t\n        measured: energy\n        leading: 0.31\n        base: 0.37\n        source: Own 1\n",
  );
  expect(checkScheme(own).faults).toEqual([]);
});

test("a scheme is known by id or standard, a wrong name hears the known ones, and no name is the first", () => {
  const schemes = loadSchemes();
  for (const name of ["", "gbt-36132-2025", "GB/T 36132-2025"]) {
    expect(schemeCalled(name, schemes)).toEqual({ scheme: schemes[0] });
  }
  expect(schemeCalled("gbt-36132", schemes)).toEqual({
    problem: expect.stringContaining("Known: gbt-36132-2025 (GB/T 36132-2025)."),
  });
});
