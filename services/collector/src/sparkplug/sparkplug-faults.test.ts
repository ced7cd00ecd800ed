import { faultText } from "@celadon/activity-to-inventory/closed-yaml";
import { expect, test } from "vitest";
import { checkMetersFile } from "../meters/meters-file.ts";
import { usesOf } from "./metric-uses.ts";

test("an edge node has one name", () => {
  const node = "{ group: Mill, node: g1, factory: mill }";
  const yaml = `sparkplug:\n  plant:\n    url: mqtt://broker\n    nodes:\n      a: ${node}\n      b: ${node}\n`;
  expect(checkMetersFile(yaml).faults.map(faultText)).toEqual([
    'line 6, column 31: "a" and "b" are both edge node Mill/g1. An edge node has one name: take one of them out.',
  ]);
});

test("metrics are named with their scale and unit, and none is scaled by 0", () => {
  const fileOf = (metrics: string): string =>
    `sparkplug:\n  plant:\n    url: mqtt://broker\n    nodes:\n      a: { group: Mill, node: g1, factory: mill, metrics: ${metrics} }\n`;
  const { meters, faults } = checkMetersFile(fileOf('{ Energy: { scale: 0.001, unit: kWh }, "Drum 1/Temp °C": {} }'));
  expect(faults).toEqual([]);
  const uses = usesOf(meters?.sparkplug?.[0]?.value?.nodes[0]?.value ?? {});
  expect([...(uses ?? [])].map(([name, { scale, unitCode }]) => `${name} ${scale} ${unitCode}`)).toEqual([
    ...["Drum 1/Temp °C undefined 0", "Energy 0.001 1"],
  ]);
  expect(usesOf({})).toBeUndefined();
  expect(checkMetersFile(fileOf("{ Energy: { scale: 0 } }")).faults.map(({ problem }) => problem)).toEqual([
    "Scaled by 0, each value is the same.",
  ]);
});
