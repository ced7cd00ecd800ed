import { expect, test } from "vitest";
import { sent, valuesOf } from "./sent.ts";
import { smallScenario } from "./small-scenario.ts";

const channels = `kwh: { kind: counter, period: 1h, perUnit: 1, noise: 10 % }
  kg: { kind: interval, period: calendar-day, perUnit: 2, spread: 5 % }`;
const year = { from: "2026-02-28T16:00:00Z", to: "2027-02-28T16:00:00Z" };
const untouched = smallScenario({ channels });

test("an outage leaves out readings of a counter, and its register goes on", () => {
  const scenario = smallScenario({ channels, more: "faults: { outage: { perMonth: 2, hours: 3-6 } }" });
  const all = valuesOf(untouched, "kwh", year);
  const seen = valuesOf(scenario, "kwh", year);
  const lost = Object.keys(all).filter((at) => !(at in seen));
  // Twice a month for 4.5 hours on average: 108 hours in a year, give or take three standard deviations.
  expect(lost.length).toBeGreaterThan(45);
  expect(lost.length).toBeLessThan(175);
  // Each lasts three hours or more, over midnight too: a run of lost hours is never shorter.
  const runs = Object.keys(all)
    .map((at) => (at in seen ? "." : "x"))
    .join("")
    .match(/x+/g);
  expect(runs?.filter((run) => run.length < 3)).toEqual([]);
  for (const [at, value] of Object.entries(seen)) expect(all[at]).toBe(value);
  expect(valuesOf(scenario, "kg", year)).toEqual(valuesOf(untouched, "kg", year));
});

test("a late day is sent whole at ten on the next one, and nothing of it is lost", () => {
  const scenario = smallScenario({ channels, more: "faults: { lateDay: { perMonth: 2 } }" });
  const sorted = (lines: readonly unknown[]): readonly string[] => lines.map((line) => JSON.stringify(line)).toSorted();
  const later = { ...year, to: "2027-03-02T16:00:00Z" };
  const isWithin = ({ at }: { readonly at: string }): boolean => at < "2027-02-28T16:00:00Z";
  const late = sent(scenario, later);
  expect(sorted(late.filter(isWithin))).toEqual(sorted(sent(untouched, later).filter(isWithin)));
  const backwards = late.flatMap(({ at }, i) => (at < (late[i - 1]?.at ?? at) ? [at] : []));
  expect(backwards.length).toBeGreaterThan(5);
  expect(backwards.length).toBeLessThan(45);
  // 16:00 UTC is midnight in Shanghai: a late day begins with its first reading.
  for (const at of backwards) expect(at).toMatch(/T16:00:00Z$/);
});

test("a lost day is the amount of a calendar day that never comes", () => {
  const scenario = smallScenario({ channels, more: "faults: { lostDay: { perMonth: 5 } }" });
  const all = valuesOf(untouched, "kg", year);
  const seen = valuesOf(scenario, "kg", year);
  const lost = Object.keys(all).length - Object.keys(seen).length;
  expect(lost).toBeGreaterThan(35); // 60 on average
  expect(lost).toBeLessThan(85);
  for (const [at, value] of Object.entries(seen)) expect(all[at]).toBe(value);
  expect(valuesOf(scenario, "kwh", year)).toEqual(valuesOf(untouched, "kwh", year));
});
