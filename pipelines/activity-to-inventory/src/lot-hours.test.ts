import { hourMs } from "@celadon/quantity";
import { expect, test } from "vitest";
import type { ActivityHour } from "./activity-hour.ts";
import { channelHours, countedIn, firstHole } from "./channel-hours.ts";
import { type HourCut, lotHours } from "./lot-hours.ts";

const minute = 60_000;

const hour = (n: number, amount: string | null, more: Partial<ActivityHour> = {}): ActivityHour => ({
  ...{ hourMs: n * hourMs, amount, measuredMs: hourMs, estimatedMs: 0, marks: 1 },
  ...more,
});
const cut = (n: number, amount: string | null, before: string | null, minutes: number): HourCut => ({
  hour: hour(n, amount),
  before: { amount: before, measuredMs: minutes * minute, estimatedMs: 0 },
});
const hours = [hour(0, "5"), hour(1, "6"), hour(2, "7"), hour(3, "8")];
const cuts = new Map([
  [20 * minute, cut(0, "5", "4.000000000001", 20)],
  [50 * minute, cut(0, "5", "4.9", 50)],
  [2 * hourMs + 30 * minute, cut(2, "7", "0.5", 30)],
]);
const between = (fromMs: number, toMs: number) => lotHours(hours, (atMs) => cuts.get(atMs), { fromMs, toMs });
const shown = (all: readonly ActivityHour[]) =>
  all.map(({ hourMs: at, untilMs, amount }) => [
    at / minute,
    untilMs === undefined ? "whole" : untilMs / minute,
    amount,
  ]);

test("a lot has the parts of the hours that it cuts, and the rest of its last hour to tell that the channel went on", () => {
  expect(shown(between(20 * minute, 2 * hourMs + 30 * minute))).toEqual([
    [20, 60, "0.999999999999"],
    [60, "whole", "6"],
    [120, 150, "0.5"],
    [150, 180, "6.5"],
    [180, "whole", "8"],
  ]);
});

test("lots that meet add up to the hour, also three in one hour; on whole hours nothing is cut", () => {
  expect(shown(between(0, 20 * minute)).slice(0, 2)).toEqual([
    [0, 20, "4.000000000001"],
    [20, 60, "0.999999999999"],
  ]);
  expect(shown(between(20 * minute, 50 * minute))[0]).toEqual([20, 50, "0.899999999999"]);
  expect(shown(between(50 * minute, hourMs))[0]).toEqual([50, 60, "0.1"]);
  expect(shown(between(hourMs, 3 * hourMs))).toEqual([
    [60, "whole", "6"],
    [120, "whole", "7"],
    [180, "whole", "8"],
  ]);
});

test("an hour without its cut is missing, and so is one whose two cuts are of different times", () => {
  // Nothing stands for the first hour; the last one behind the lot tells that the channel went on.
  expect(shown(between(40 * minute, 2 * hourMs))).toEqual([
    [60, "whole", "6"],
    [180, "whole", "8"],
  ]);
  const stale = new Map([
    [20 * minute, cut(0, "5", "4", 55)],
    [50 * minute, cut(0, "5", "4.9", 50)],
  ]);
  expect(lotHours(hours, (at) => stale.get(at), { fromMs: 20 * minute, toMs: 50 * minute })[0]?.untilMs).toBe(hourMs);
});

test("a state has no amount, in no part of an hour", () => {
  const states = new Map([[20 * minute, cut(0, null, null, 20)]]);
  const [part] = lotHours([hour(0, null)], (at) => states.get(at), { fromMs: 20 * minute, toMs: hourMs });
  expect(part).toMatchObject({ amount: null, measuredMs: 40 * minute });
});

test("parts count with their own length: what they do not cover is missing", () => {
  const lot = { fromMs: 20 * minute, toMs: 2 * hourMs + 30 * minute };
  const channel = channelHours("main", between(lot.fromMs, lot.toMs));
  expect(countedIn(channel, lot)).toMatchObject({ measuredMs: lot.toMs - lot.fromMs, missingMs: 0 });
  expect(firstHole(channel, lot)).toBeUndefined();
  const holed = channelHours("main", [{ ...hour(0, "1"), hourMs: 20 * minute, untilMs: hourMs, measuredMs: minute }]);
  expect(countedIn(holed, { fromMs: 20 * minute, toMs: hourMs }).missingMs).toBe(39 * minute);
  expect(firstHole(holed, { fromMs: 20 * minute, toMs: hourMs })).toBe(20 * minute);
});

test.each([
  [{ untilMs: hourMs + 1 }, "no part of one hour"],
  [{ untilMs: 0 }, "no part of one hour"],
  [{ untilMs: 30 * minute }, "does not split"],
  [{ hourMs: 20 * minute }, "does not begin on an hour"],
])("an hour that is broken so: %j, is a bug of whoever made it", (more, sentence) => {
  expect(() => channelHours("main", [hour(0, "1", more)])).toThrow(sentence);
});
