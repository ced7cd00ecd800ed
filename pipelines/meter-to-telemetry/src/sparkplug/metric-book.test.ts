import { expect, test } from "vitest";
import { type Metric, valueFields } from "./metric.ts";
import { metricBook } from "./metric-book.ts";

const named = (name: string, alias: number, datatype = 10): Metric => ({
  ...{ name, alias, datatype, timestampMs: 0, isHistorical: false, isTransient: false, isNull: false },
  ...{ quality: undefined, valueField: valueFields.double, low: 0, high: 0, double: 1 },
});

test("letters that a channel may not have become _, and its end is one of a name", () => {
  const { byAlias, faults } = metricBook({ source: "press" }, [
    named("Temp °C", 1),
    named("Load %", 2),
    named("bdSeq", 3, 8),
  ]);
  expect([1, 2, 3].map((alias) => byAlias.get(alias)?.channel)).toEqual(["press/Temp _C", "press/Load", undefined]);
  expect(faults).toEqual([]);
});

test("two metrics that would be one channel are both refused", () => {
  const { byName, faults } = metricBook({ source: "press" }, [named("Load %", 1), named("Load", 2), named("Flow", 3)]);
  expect([...byName.values()].map(({ channel }) => channel)).toEqual([undefined, undefined, "press/Flow"]);
  expect(faults).toEqual(['Metrics "Load %" and "Load" would both be channel "press/Load": rename one of them.']);
});

test("an alias that two metrics of a birth have is neither's", () => {
  const { byAlias, byName, faults } = metricBook({ source: "press" }, [named("Load", 1), named("Flow", 1)]);
  expect(byAlias.get(1)?.channel).toBeUndefined();
  expect([...byName.values()].map(({ channel }) => channel)).toEqual(["press/Load", "press/Flow"]);
  expect(faults).toEqual(['Metrics "Load" and "Flow" both have alias 1: give each its own.']);
});

test("metrics that are read are named by their path behind the edge node: of a device, with the device", () => {
  const use = { scale: undefined, unitCode: 3 };
  const book = metricBook({ source: "press", device: "Fan", uses: new Map([["Fan/Load", use]]) }, [
    ...[named("Load", 1), named("Flow", 2)],
  ]);
  expect([1, 2].map((alias) => book.byAlias.get(alias)?.channel)).toEqual(["press/Fan/Load", undefined]);
  expect(book.byAlias.get(1)?.use).toBe(use);
});
