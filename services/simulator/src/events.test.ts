import { expect, test } from "vitest";
import { checkScenario } from "./check-scenario.ts";
import { sentText, valuesOf } from "./sent.ts";
import { smallScenario, smallText } from "./small-scenario.ts";
import { truthOf } from "./truth-of.ts";

// Ten units an hour; the scenario begins at 2026-03-01 00:00 by the plant's clock, which is 16:00 of the day before in UTC.
const from = "2026-02-28T16:00:00Z";
const to = "2026-02-28T22:00:00Z";
const counter = "kwh: { kind: counter, period: 30min, start: 100, modulus: 1000, perUnit: 1 }";
const scenarioWith = (...events: readonly string[]) =>
  smallScenario({ channels: counter, more: `events:\n${events.map((event) => `  - { ${event} }`).join("\n")}` });
const kwh = (event: string) => Object.values(valuesOf(scenarioWith(event), "kwh", { from, to }));
const lines = (event: string, stretch = { from, to }) =>
  sentText(scenarioWith(event), stretch)
    .split("\n")
    .slice(0, -1)
    .filter((line) => line.includes("kwh"));

test("a meter that is replaced begins at its opening register on the hour", () => {
  expect(kwh("what: replacement, channel: kwh, at: 2026-03-01 02:00, opens: 3")).toEqual([
    "100",
    "105",
    "110",
    "115",
    "3",
    "8",
    "13",
    "18",
    "23",
    "28",
    "33",
    "38",
  ]);
});

test("a spurious zero is one reading, and the register goes on", () => {
  expect(kwh("what: zero, channel: kwh, at: 2026-03-01 01:30").slice(0, 5)).toEqual(["100", "105", "110", "0", "120"]);
});

test("after an outage what was read comes marked as backfill, or waits to be asked for, or never was", () => {
  const resent = lines("what: outage, at: 2026-03-01 01:00, hours: 2");
  expect(resent).toHaveLength(12);
  const marked = resent.filter((line) => line.endsWith(',"backfill":true}'));
  expect(marked.map((line) => JSON.parse(line).value)).toEqual([110, 115, 120, 125]);
  expect(resent.indexOf(marked[0] ?? "")).toBe(2);
  expect(lines("what: outage, at: 2026-03-01 01:00, hours: 2, after: lost")).toHaveLength(8);
  expect(lines("what: outage, at: 2026-03-01 01:00, hours: 2, after: kept")).toHaveLength(8);
});

test("late readings come in the hour of their delay, whole however the stretch is cut, and doubled ones stand twice", () => {
  const late = "what: late, at: 2026-03-01 01:00, hours: 1, by: 3";
  const all = lines(late);
  // What was read from one to two (110, 115) comes from four to five, in the hour of 140 and before it.
  expect(all.map((line) => JSON.parse(line).value)).toEqual([
    100, 105, 120, 125, 130, 135, 110, 115, 140, 145, 150, 155,
  ]);
  const cut = [
    ...lines(late, { from, to: "2026-02-28T18:30:00Z" }),
    ...lines(late, { from: "2026-02-28T18:30:00Z", to }),
  ];
  expect(cut).toEqual(all);
  expect(lines("what: doubled, at: 2026-03-01 01:00, hours: 1")).toHaveLength(14);
});

test("a stamp at the start moves the instant and nothing else", () => {
  const scenario = smallScenario({
    channels: "m3: { kind: interval, period: 30min, stamp: start, perUnit: 1, whole: true }",
  });
  expect(valuesOf(scenario, "m3", { from, to: "2026-02-28T17:30:00Z" })).toEqual({
    "2026-02-28T16:00:00Z": "5",
    "2026-02-28T16:30:00Z": "5",
  });
});

test("the truth says what a person has to declare of each fault", () => {
  const scenario = scenarioWith(
    "what: zero, channel: kwh, at: 2026-03-01 01:30",
    "what: replacement, channel: kwh, at: 2026-03-01 02:00, opens: 985",
    "what: outage, at: 2026-03-01 04:00, hours: 1",
  );
  expect(truthOf(scenario, 1, { fromMs: Date.parse(from), toMs: Date.parse(to) }).faults).toEqual([
    { fault: "zero", channel: "kwh", from: "2026-02-28T17:30:00Z", declaration: null },
    {
      fault: "replacement",
      channel: "kwh",
      from: "2026-02-28T18:00:00Z",
      declaration: { kind: "replacement", closing: "120", opening: "985" },
    },
    { fault: "rollover", channel: "kwh", from: "2026-02-28T19:00:00Z", to: "2026-02-28T20:00:00Z", declaration: null },
    { fault: "outage", from: "2026-02-28T20:00:00Z", to: "2026-02-28T21:00:00Z", after: "resent", declaration: null },
  ]);
});

test.each([
  ["what: late, at: 2026-03-01 01:00, hours: 2", 'late: "by" is missing. Add `by: 2`.'],
  ["what: outage, at: 2026-03-01 01:00, hours: 2, by: 2", '"by" says nothing of what is outage. Take it out.'],
  ["what: zero, at: 2026-03-01 01:00", "zero happens to the register of a counter. Name one under `channel`."],
  ["what: zero, channel: kw, at: 2026-03-01 01:00", '"kw" is not under "channels". Did you mean "kwh"? Name a channel'],
  ["what: replacement, channel: kwh, at: 2026-03-01 01:30", "A meter is replaced on the hour here"],
  ["what: outage, at: 2026-02-30 01:00, hours: 2", '"2026-02-30 01:00" is no minute of the plant\'s clock.'],
])("an event { %s } is told what to mend", (event, told) => {
  const { faults } = checkScenario(smallText({ channels: counter, more: `events:\n  - { ${event} }` }));
  expect(faults.map(({ problem, fix }) => `${problem} ${fix}`).join("\n")).toContain(told);
});
