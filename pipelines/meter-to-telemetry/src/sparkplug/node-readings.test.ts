import { readingMarks } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";
import { expect, test } from "vitest";
import { type Metric, valueFields } from "./metric.ts";
import { type MetricUses, metricBook } from "./metric-book.ts";
import { nodeReadings } from "./node-readings.ts";

const at = Date.parse("2027-01-01T00:00:00Z");
const int64 = 4;

const metric = (parts: Partial<Metric>): Metric => ({
  ...{ name: undefined, alias: undefined, timestampMs: at, datatype: 0, isHistorical: false, isTransient: false },
  ...{ isNull: false, quality: undefined, valueField: valueFields.long, low: 1_500, high: 0, double: 0 },
  ...parts,
});

/** What one metric becomes, born as an Int64 with alias 1. */
function read(parts: Partial<Metric>, { uses, payloadMs }: { uses?: MetricUses; payloadMs?: number } = {}) {
  const book = metricBook({ source: "press", uses }, [metric({ name: "Energy", alias: 1, datatype: int64 })]);
  return nodeReadings({ timestampMs: payloadMs, seq: 1, metrics: [metric({ alias: 1, ...parts })] }, book, at);
}

test("null, what is transient and what is stale are no readings, and nothing is wrong with them", () => {
  for (const parts of [{ isNull: true }, { isTransient: true }, { quality: 500 }])
    expect(read(parts)).toEqual({ readings: [], refused: [], ignored: 1, unborn: undefined });
});

test("a metric is of its own time, else of that of its payload, and never of its arrival", () => {
  expect(read({}, { payloadMs: at + 5 }).readings).toMatchObject([{ atMs: at }]);
  expect(read({ timestampMs: undefined }, { payloadMs: at - 60_000 }).readings).toMatchObject([{ atMs: at - 60_000 }]);
  expect(read({ timestampMs: undefined }).refused).toMatchObject([{ reason: "no-time", channel: "press/Energy" }]);
});

test("clocks of 1970, 2099 and 2100 are refused, or not marked as of time", () => {
  expect(read({ timestampMs: 0 }).refused).toMatchObject([{ reason: "time-out-of-bounds" }]);
  expect(read({ timestampMs: Date.parse("2099-12-31T00:00:00Z") }).readings).toMatchObject([{ marks: 0 }]);
  expect(read({ timestampMs: Date.parse("2100-01-01T00:00:00Z") }).refused).toHaveLength(1);
});

test("a historical value is marked as sent from memory", () => {
  const marks = readingMarks.timely | readingMarks.backfill;
  expect(read({ isHistorical: true }).readings).toMatchObject([{ marks }]);
});

const scaled = (scale: string): MetricUses => new Map([["Energy", { scale: new Decimal(scale), unitCode: 3 }]]);

test("a metric is scaled as the source says, exact to its last bit, and its reading has the stated unit", () => {
  expect(read({}, { uses: scaled("0.001") }).readings).toMatchObject([
    { channel: "press/Energy", valueMicro: 1_500_000n, marks: readingMarks.timely | 3 },
  ]);
  const wide = { low: 1, high: 0x20_0000 }; // 2^53 + 1
  expect(read(wide, { uses: scaled("0.000001") }).readings).toMatchObject([{ valueMicro: 9_007_199_254_740_993n }]);
  const least = { low: 0, high: 0x8000_0000 }; // -2^63
  expect(read(least, { uses: scaled("0.0000001") }).readings).toMatchObject([
    { valueMicro: -922_337_203_685_477_581n },
  ]);
  expect(read(wide, { uses: scaled("1") }).refused).toMatchObject([{ reason: "value-too-large" }]);
  expect(read({ low: 1 }, { uses: scaled("0.0000001") }).refused).toMatchObject([{ reason: "value-too-fine" }]);
});

test("where a source names the metrics that it reads, another is not read: a name that is wrong is no value without its scale", () => {
  const uses: MetricUses = new Map([["Enegry", { scale: new Decimal("0.001"), unitCode: 0 }]]);
  expect(read({}, { uses })).toEqual({ readings: [], refused: [], ignored: 1, unborn: undefined });
});
