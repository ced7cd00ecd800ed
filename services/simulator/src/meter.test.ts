import { expect, test } from "vitest";
import { valuesOf } from "./sent.ts";
import { smallScenario } from "./small-scenario.ts";

const firstHours = { from: "2026-02-28T16:00:00Z", to: "2026-02-28T18:00:00Z" };

test("a counter begins at its start and shows equal quarters, the last with the remainder", () => {
  const scenario = smallScenario({
    channels: "kwh: { kind: counter, period: 15min, start: 100, perUnit: 1.00003 }", // 10.0003 an hour, shown as 10
  });
  const uneven = smallScenario({ channels: "kwh: { kind: counter, period: 15min, start: 100, perUnit: 1.0001 }" });
  expect(Object.values(valuesOf(scenario, "kwh", firstHours))).toEqual([
    "100",
    "102.5",
    "105",
    "107.5",
    "110",
    "112.5",
    "115",
    "117.5",
  ]);
  expect(valuesOf(uneven, "kwh", firstHours)).toEqual({
    "2026-02-28T16:00:00Z": "100",
    "2026-02-28T16:15:00Z": "102.5",
    "2026-02-28T16:30:00Z": "105",
    "2026-02-28T16:45:00Z": "107.5",
    "2026-02-28T17:00:00Z": "110.001",
    "2026-02-28T17:15:00Z": "112.501",
    "2026-02-28T17:30:00Z": "115.001",
    "2026-02-28T17:45:00Z": "117.501",
  });
});

test("a register starts again at its modulus", () => {
  const scenario = smallScenario({
    channels: "kwh: { kind: counter, period: 1h, start: 985, modulus: 1000, perUnit: 1 }",
  });
  expect(Object.values(valuesOf(scenario, "kwh", { ...firstHours, to: "2026-02-28T20:00:00Z" }))).toEqual([
    "985",
    "995",
    "5",
    "15",
  ]);
});

test("an interval has the amount of the period that ends, and none at the very beginning", () => {
  const scenario = smallScenario({ channels: "kg: { kind: interval, period: 30min, perUnit: 0.0301 }" });
  expect(valuesOf(scenario, "kg", firstHours)).toEqual({
    "2026-02-28T16:30:00Z": "0.15",
    "2026-02-28T17:00:00Z": "0.151",
    "2026-02-28T17:30:00Z": "0.15",
  });
});

test("a rate is the mean per hour of the period that begins, a state its level", () => {
  const scenario = smallScenario({
    channels: `power: { kind: rate, period: 30min, perUnit: 0.0301 }
      level: { kind: state, period: 1h, level: 0.6 }`,
  });
  expect(Object.values(valuesOf(scenario, "power", firstHours))).toEqual(["0.3", "0.302", "0.3", "0.302"]);
  expect(Object.values(valuesOf(scenario, "level", firstHours))).toEqual(["0.6", "0.6"]);
});

test("a calendar day of the plant has its 23, 24 or 25 hours, and is known at its end", () => {
  const scenario = smallScenario({
    timeZone: "Europe/Berlin",
    channels: "kg: { kind: interval, period: calendar-day, perUnit: 2 }",
  });
  expect(valuesOf(scenario, "kg", { from: "2026-03-28T12:00:00Z", to: "2026-03-31T12:00:00Z" })).toEqual({
    "2026-03-28T23:00:00Z": "480",
    "2026-03-29T22:00:00Z": "460", // the clock went from two to three
    "2026-03-30T22:00:00Z": "480",
  });
  expect(valuesOf(scenario, "kg", { from: "2026-10-25T12:00:00Z", to: "2026-10-26T12:00:00Z" })).toEqual({
    "2026-10-25T23:00:00Z": "500",
  });
});

test("an unmetered channel sends nothing", () => {
  const scenario = smallScenario({ channels: "kg: { kind: unmetered, perUnit: 2 }" });
  expect(valuesOf(scenario, "kg", firstHours)).toEqual({});
});
