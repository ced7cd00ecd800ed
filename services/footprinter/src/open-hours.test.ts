import type { ActivityHour } from "@celadon/activity-to-inventory";
import type { ActivityEvent } from "@celadon/proto";
import { hourMs } from "@celadon/quantity";
import { expect, test } from "vitest";
import { openHours } from "./open-hours.ts";

const hour = (n: number, minutes: number): ActivityHour => ({
  ...{ hourMs: n * hourMs, amount: "0", measuredMs: minutes * 60_000, estimatedMs: 0, marks: 0 },
});
const touch = (channel: string, from: number, to = from + 1, appended = true) => ({
  ...{ channel, fromMs: BigInt(from * hourMs), toMs: BigInt(to * hourMs), appended },
});
const event = (...touched: ActivityEvent["touched"]): ActivityEvent => ({
  ...{ factory: "mill", touched, position: "0:1", models: [] },
});

/** A meter that stands in the middle of hour 9, one that has just ended hour 8, one that never spoke. */
function seen() {
  const hours = openHours();
  const windows = new Map([
    ["main", [hour(8, 60), hour(9, 30)]],
    ["side", [hour(8, 60)]],
    ["mute", []],
  ]);
  hours.saw("mill", windows, []);
  return hours;
}

test("readings appended within the hour that their channel stands in change nothing", () => {
  expect(seen().canChange(event(touch("main", 9)))).toBe(false);
  expect(seen().canChange(event(touch("main", 9), touch("main", 9)))).toBe(false);
});

test.each([
  ["a correction", event(touch("main", 9, 10, false))],
  ["readings that leave the hour", event(touch("main", 9, 11))],
  ["readings of the next hour", event(touch("main", 10))],
  ["an hour that was whole", event(touch("side", 8))],
  ["a first reading", event(touch("mute", 9))],
  ["a channel no footprint uses", event(touch("other", 9))],
  ["one touch among others that change nothing", event(touch("main", 9), touch("side", 9))],
  ["another factory", { ...event(touch("main", 9)), factory: "tannery" }],
  ["a model", { ...event(touch("main", 9)), models: ["abc"] }],
  ["a model alone", { ...event(), models: ["abc"] }],
])("%s may change a footprint", (_, one) => {
  expect(seen().canChange(one)).toBe(true);
});

test("what was seen last counts: the hour that the channel went on to", () => {
  const hours = seen();
  hours.saw("mill", new Map([["main", [hour(9, 60), hour(10, 1)]]]), []);
  expect(hours.canChange(event(touch("main", 9)))).toBe(true);
  expect(hours.canChange(event(touch("main", 10)))).toBe(false);
});

test("readings within an hour in which a lot ends may complete it", () => {
  const hours = openHours();
  hours.saw("mill", new Map([["main", [hour(9, 30)]]]), [9 * hourMs + 45 * 60_000]);
  expect(hours.canChange(event(touch("main", 9)))).toBe(true);
  hours.saw("mill", new Map([["main", [hour(9, 30)]]]), [8 * hourMs + 1]);
  expect(hours.canChange(event(touch("main", 9)))).toBe(false);
});
