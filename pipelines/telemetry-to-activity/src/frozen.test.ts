import { hourMs } from "@celadon/quantity";
import { expect, test } from "vitest";
import { windowMark } from "./step.ts";
import { at, reading, ruleOf } from "./told.ts";
import { windowsOf } from "./windows.ts";

const rule = ruleOf({ kind: "rate", unit: "kW", periodMs: 60_000, maxGapMs: 150_000, frozenAfterMs: 3 * hourMs });
const eras = [{ fromMs: 0, rule, continues: false }];
const clock = (minute: number): string =>
  `${String(10 + Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const readings = (value: (minute: number) => string, minutes: number) =>
  Array.from({ length: minutes + 1 }, (_, minute) => reading(clock(minute), value(minute)));
const frozenHours = (all: ReturnType<typeof readings>) =>
  windowsOf(all, eras, []).hours.flatMap(({ startMs, marks }) =>
    (marks & windowMark.frozen) === 0 ? [] : [(startMs - at("10:00")) / hourMs],
  );

test("a load that is the same to the last digit for three hours counts, and is marked from then on", () => {
  const same = readings(() => "312.60", 300);
  const { hours, refused } = windowsOf(same, eras, []);
  expect(hours.reduce((sum, { pico }) => sum + pico, 0n)).toBe(1_563_000_000_000_000n); // 312.6 kW for 5 h
  expect(refused.size).toBe(0);
  expect(frozenHours(same)).toEqual([2, 3, 4]); // the reading of 13:00 ends the hour of 12:00
  expect(hours.every(({ measuredMs, estimatedMs }) => measuredMs === hourMs && estimatedMs === 0)).toBe(true);
});

test("one reading that differs in its last digit ends it, whenever it comes", () => {
  const moving = readings((minute) => (minute === 150 ? "312.600001" : "312.60"), 300);
  expect(frozenHours(moving)).toEqual([]);
  expect(frozenHours(moving.toReversed())).toEqual([]);
});

test("a gap ends it too: nobody knows what was between", () => {
  expect(frozenHours(readings(() => "312.60", 300).filter(({ atMs }) => atMs !== at("12:30")))).toEqual([2, 3, 4]);
  const gap = readings(() => "312.60", 300).filter(({ atMs }) => atMs < at("12:30") || atMs > at("12:33"));
  expect(frozenHours(gap)).toEqual([]);
});

test("a new level behind spikes has been the same only since it counts", () => {
  const stepped = ruleOf({
    ...{ kind: "rate", unit: "kW", periodMs: 60_000, maxGapMs: 600_000 },
    ...{ largestStep: "50", frozenAfterMs: hourMs },
  });
  const jump = readings((minute) => (minute < 40 ? "100" : "900"), 90);
  const { hours, refused } = windowsOf(jump, [{ fromMs: 0, rule: stepped, continues: false }], []);
  expect([...refused.keys()]).toEqual([at("10:40"), at("10:41")]);
  expect(hours.map(({ marks }) => marks & windowMark.frozen)).toEqual([0, 0]);
});
