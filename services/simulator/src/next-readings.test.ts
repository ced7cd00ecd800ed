import fc from "fast-check";
import { expect, test } from "vitest";
import { shipped } from "../shipped.ts";
import { nextReadings } from "./next-readings.ts";
import { sentText } from "./sent.ts";
import { smallScenario } from "./small-scenario.ts";

const eventful = smallScenario({
  timeZone: "Europe/Berlin",
  channels: `kwh: { kind: counter, period: 15min, start: 5, modulus: 500, perUnit: 1.2345, standby: 30 %, season: 5 %, noise: 20 % }
    main: { kind: counter, period: 20min, sumOf: [kwh], perUnit: 0.3, noise: 20 % }
    kg: { kind: interval, period: calendar-day, perUnit: 2, spread: 20 % }
    power: { kind: rate, period: 5min, perUnit: 3, noise: 20 % }`,
  more: "faults: { outage: { perMonth: 6, hours: 2-20 }, lateDay: { perMonth: 8 }, lostDay: { perMonth: 3 } }",
});
const fromMs = Date.parse("2026-03-26T10:20:00Z"); // over the change of the clock
const minutes = 8 * 24 * 60;
const whole = sentText(eventful, { from: "2026-03-26T10:20:00Z", to: "2026-04-03T10:20:00Z" });

const cuts = fc.uniqueArray(fc.integer({ min: 1, max: minutes - 1 }), { maxLength: 8 });
const inOrder = (numbers: readonly number[]): readonly number[] => [...numbers, minutes].toSorted((a, b) => a - b);

test("however a live stream is cut, it sends the same bytes", () => {
  fc.assert(
    fc.property(cuts, (at) => {
      const next = nextReadings(eventful, 1, fromMs);
      const pieces = inOrder(at).flatMap((minute) => [...next(fromMs + minute * 60_000)]);
      expect(pieces.map(({ ndjson }) => ndjson).join("")).toBe(whole);
    }),
    { numRuns: 30 },
  );
});

test("a restart at any moment goes on bit for bit", () => {
  fc.assert(
    fc.property(cuts, (at) => {
      const borders = [0, ...inOrder(at)].map((minute) => fromMs + minute * 60_000);
      const pieces = borders.slice(1).flatMap((toMs, i) => [...nextReadings(eventful, 1, borders[i] as number)(toMs)]);
      expect(pieces.map(({ ndjson }) => ndjson).join("")).toBe(whole);
    }),
    { numRuns: 15 },
  );
});

test("the same seed gives the same bytes, another seed and another factory others", () => {
  const stretch = { from: "2026-03-26T10:00:00Z", to: "2026-03-28T10:00:00Z" };
  expect(sentText(eventful, stretch)).toBe(sentText(eventful, stretch));
  expect(sentText(eventful, { ...stretch, seed: 2 })).not.toBe(sentText(eventful, stretch));
  const other = sentText({ ...eventful, factory: "other" }, stretch);
  expect(other.replaceAll('"other"', '"small"')).not.toBe(sentText(eventful, stretch));
});

test("before the scenario begins nothing is sent", () => {
  expect(sentText(eventful, { from: "2020-01-01T00:00:00Z", to: "2026-02-28T23:00:00Z" })).toBe("");
});

test("counts are those of the lines, and hours come in order", () => {
  const pieces = [
    ...nextReadings(shipped("tannery"), 7, Date.parse("2026-01-05T03:10:00Z"))(Date.parse("2026-01-07T00:00:00Z")),
  ];
  for (const { ndjson, count } of pieces) expect(ndjson.split("\n")).toHaveLength(count + 1);
  const ends = pieces.map(({ untilMs }) => untilMs);
  expect(ends).toEqual(ends.toSorted((a, b) => a - b));
});
