import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { channelRulesOf } from "./channel-rules-of.ts";
import { importRulesOf } from "./import-rules-of.ts";
import type { PlantModel } from "./plant-model.ts";
import { readPlantModel } from "./read-plant-model.ts";

const modelOf = (path: string): PlantModel => {
  const text = readFileSync(new URL(path, import.meta.url), "utf8");
  const model = readPlantModel(/```yaml\n([\s\S]*?)```/.exec(text)?.[1] ?? text);
  if (model.kind !== "accept") throw new Error(model.evidence);
  return model.value;
};

test("a channel's rule states what the ledger must know, and only that", () => {
  const rules = channelRulesOf(modelOf("../format.md"));
  expect(rules.find(({ channel }) => channel === "gridKwh")).toEqual({
    channel: "gridKwh",
    kind: "counter",
    unit: "kWh",
    periodMs: 900_000,
    maxGapMs: 2_250_000,
    multiplier: "40",
    modulus: "1000000",
    ratedPerHour: "6000",
  });
  expect(rules.find(({ channel }) => channel === "feedPumpKw")).toEqual({
    channel: "feedPumpKw",
    kind: "rate",
    unit: "kW",
    periodMs: 60_000,
    maxGapMs: 300_000,
    multiplier: "1",
    method: "trapezoid",
  });
});

test("what a meter may say goes into its rule", () => {
  const text = readFileSync(new URL("../format.md", import.meta.url), "utf8");
  const yaml = (/```yaml\n([\s\S]*?)```/.exec(text)?.[1] ?? "")
    .replace("trimT: {", "trimT: { stamp: start, sends: kg,")
    .replace("ownKwh: {", "ownKwh: { resetAfter: 20,")
    .replace("stackTemperature: {", "stackTemperature: { largestStep: 200, frozenAfter: 6h, maximum: 900,");
  const model = readPlantModel(yaml);
  const rules = channelRulesOf(model.kind === "accept" ? model.value : modelOf("../format.md"));
  const of = (name: string) => rules.find(({ channel }) => channel === name);
  expect(of("trimT")).toMatchObject({ stamp: "start", sends: "kg" });
  expect(of("ownKwh")).toMatchObject({ resetAfter: 20 });
  expect(of("stackTemperature")).toMatchObject({ largestStep: "200", frozenAfterMs: 21_600_000, maximum: "900" });
  // A mean is kept only of what some amount is multiplied with.
  expect([of("ammoniaMgL")?.isMean, of("stackTemperature")?.isMean]).toEqual([true, undefined]);
});

test("a calendar day may have 25 hours, so the period of a daily channel is its shortest promise and its gap the longest day", () => {
  expect(channelRulesOf(modelOf("../../../test/data/plants/wwtp-melbourne.yaml"))).toEqual([
    {
      channel: "gridKwh",
      kind: "interval",
      unit: "kWh",
      periodMs: 86_400_000,
      maxGapMs: 90_000_000,
      multiplier: "1",
      minimum: "0",
    },
  ]);
});

test("the steel plant's file says that a time is the end of its interval, and that 00:00 closes the day", () => {
  expect(importRulesOf(modelOf("../../../test/data/plants/steel-2018.yaml"))).toMatchObject([
    {
      name: "uci",
      format: "csv",
      delimiter: ",",
      numbers: "1234.5",
      time: {
        columns: ["date"],
        format: "DD/MM/YYYY HH:mm",
        zone: "Asia/Seoul",
        stamp: "end",
        midnight: "end-of-same-date",
      },
    },
  ]);
});
