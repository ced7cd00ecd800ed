import { expect, test } from "vitest";
import { faultText } from "./fault.ts";
import { choice, decimal, duration, flag, nameRule, text, unit } from "./leaf.ts";
import { coefficientValue, measure, percent, perUnitMeasure } from "./measure.ts";
import { reportOn } from "./report.ts";
import { may, need, record, type Shape } from "./shape.ts";
import { dictionary, list } from "./shape-of-many.ts";
import { yamlTree } from "./yaml-tree.ts";

const read = <T>(shape: Shape<T>, yaml: string): { value: T | undefined; faults: readonly string[] } => {
  const { tree } = yamlTree(yaml);
  if (tree === undefined) throw new Error("The test's YAML is broken.");
  const report = reportOn(tree);
  return { value: shape.read(tree, [], report), faults: report.faults().map(faultText) };
};

const meter = record({
  unit: need(unit, "what it counts"),
  limit: may(decimal({ places: 2, least: "0" }), "highest value"),
});

test("every fault of a file is told at once, with its line and its near misses", () => {
  const meters = record({ meters: need(dictionary(meter, nameRule), "the meters"), note: may(text, "a note") });
  const { value, faults } = read(
    meters,
    "meters:\n  gas: { unit: M3, limit: 1.234 }\n  main:\n    unit: kWh\n    limt: 5\n  .x: { limit: -1 }\nnote: []\n",
  );
  expect(value).toEqual({
    meters: [
      { name: ".x", value: undefined },
      { name: "gas", value: undefined },
      { name: "main", value: { unit: "kWh" } },
    ],
  });
  expect(faults.map((fault) => fault.replace(/Known units: .*/, "Known units: ..."))).toEqual([
    'line 2, column 16: Unit "M3" is not known. Did you mean "m3" or "MJ" or "ML"? Known units: ...',
    'line 2, column 27: "1.234" has more than 2 decimals. Round it yourself: nothing here is rounded in silence.',
    'line 5, column 5: "limt" is no key of "main". Did you mean "limit"? Known keys: unit, limit.',
    'line 6, column 3: ".x" cannot be a name. Take 1 to 128 letters, digits, blanks and ._/()+-, beginning and ending with a letter or digit, and no ` + ` or ` - `.',
    'line 6, column 3: ".x" has no "unit". Add `unit`: what it counts',
    'line 6, column 16: "-1" is below 0. Write at least 0.',
    'line 7, column 7: "note" holds one value, not a list. Write one value.',
  ]);
});

test.each([
  [duration, "15min", 900_000],
  [duration, "1 d", 86_400_000],
  [flag, "true", true],
  [measure, "1 m²", { amount: "1", unit: "m2" }],
  [perUnitMeasure, "2.780 GJ/t", { value: "2.78", unit: "GJ", perUnit: "t" }],
  [perUnitMeasure, "450 t.km/t", { value: "450", unit: "t.km", perUnit: "t" }],
  [percent, "2.5 %", "0.025"],
  [coefficientValue, "44/28", { above: "44", below: "28" }],
  [coefficientValue, "-0.730", { above: "-0.73", below: "1" }],
] as const)("%# reads %s", (shape, yaml, value) => {
  expect(read<unknown>(shape, yaml)).toEqual({ value, faults: [] });
});

test.each([
  [duration, "15", '"15" is no length of time.'],
  [duration, "0 min", '"0 min" is no length of time.'],
  [flag, "yes", '"yes" is neither true nor false.'],
  [measure, "0 m2", '"0 m2" is no number above zero with a unit.'],
  [percent, "120 %", '"120 %" is no share in percent.'],
  [perUnitMeasure, "2 GJ/tt", '"GJ/tt" is no unit of a coefficient. Did you mean "TJ" or "kt" or "ft2"?'],
  [coefficientValue, "44/0", '"44/0" divides by zero.'],
  [choice("mass", "energy"), "mas", '"mas" is none of: mass, energy. Did you mean "mass"?'],
  [list(text), "a: 1", "The file is a list."],
] as const)("%# refuses %s", (shape, yaml, problem) => {
  const { value, faults } = read<unknown>(shape, yaml);
  expect(value).toBeUndefined();
  expect(faults.join()).toContain(problem);
});
