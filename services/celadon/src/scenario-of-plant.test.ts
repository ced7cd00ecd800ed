import { readPlantModel } from "@celadon/activity-to-inventory";
import { truthOf } from "@celadon/simulator";
import { expect, test } from "vitest";
import { scenarioOfPlant } from "./scenario-of-plant.ts";

const text = `factory: mill
timeZone: Asia/Shanghai
place: CN
effectiveFrom: 2026-01-01
channels:
  powerKwh: { kind: counter, unit: kWh, period: 15min, modulus: 1000000, ratedPerHour: 1000 }
  paperT: { kind: interval, unit: t, period: 1h, stamp: start }
  vatDegC: { kind: state, unit: degC, period: 1h, minimum: 40, maximum: 60 }
  monthT: { kind: interval, unit: t, period: calendar-month, footprint: false }
processes:
  machine:
    makes: { paper: paperT }
    takes: { power: { amount: powerKwh, factor: electricity/grid } }
products:
  paper: { declaredUnit: 1 t, boundary: gate-to-gate, period: month }
`;

test("a plant file alone makes a plant with days, nights and loads that its meters could show", () => {
  const read = readPlantModel(text);
  if (read.kind !== "accept") throw new Error(read.evidence);
  const derived = scenarioOfPlant(read.value);
  expect(derived?.leftOut).toEqual(["monthT"]);
  const { scenario } = derived ?? {};
  if (scenario === undefined) throw new Error("Nothing was derived.");
  expect(scenario.production.channel).toBe("paperT");
  expect(scenario.channels.find(({ name }) => name === "paperT")?.meter).toMatchObject({ isStampedAtStart: true });
  const truth = truthOf(scenario, 1, {
    fromMs: Date.parse("2026-01-04T16:00:00Z"), // a week from Monday on
    toMs: Date.parse("2026-01-11T16:00:00Z"),
  });
  const hours = (channel: string) => (truth.channels.find((one) => one.channel === channel)?.hours ?? []).map(Number);
  const power = hours("powerKwh");
  expect(Math.max(...power)).toBeLessThan(1000);
  expect(Math.min(...power)).toBeGreaterThan(0);
  expect(hours("paperT")[3]).toBe(0); // at three in the night nothing is made
  expect(hours("vatDegC").every((level) => level > 40 && level < 60)).toBe(true);
});
