import { expect, test } from "vitest";
import { type Metric, valueFields } from "./metric.ts";
import { metricBook } from "./metric-book.ts";

const named = (name: string, alias: number, datatype = 10): Metric => ({
  ...{ name, alias, datatype, timestampMs: 0, isHistorical: false, isTransient: false, isNull: false },
  ...{ quality: undefined, valueField: valueFields.double, low: 0, high: 0, double: 1 },
});

test("letters that a channel may not have become _, and its end is one of a name", () => {
  const { byAlias, faults } = metricBook("press", [named("Temp °C", 1), named("Load %", 2), named("bdSeq", 3, 8)]);
  expect([1, 2, 3].map((alias) => byAlias.get(alias)?.channel)).toEqual(["press/Temp _C", "press/Load", undefined]);
  expect(faults).toEqual([]);
});

test("two metrics that would be one channel are both refused", () => {
  const { byName, faults } = metricBook("press", [named("Load %", 1), named("Load", 2), named("Flow", 3)]);
  expect([...byName.values()].map(({ channel }) => channel)).toEqual([undefined, undefined, "press/Flow"]);
  expect(faults).toEqual(['Metrics "Load %" and "Load" would both be channel "press/Load": rename one of them.']);
});
