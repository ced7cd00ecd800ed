import { expect, test } from "vitest";
import { stationRate } from "./station-rate.ts";

test("ten seconds' worth goes at once, then a station waits; another does not", () => {
  const clock = { nowMs: 1e12 };
  const rate = stationRate(10, () => clock.nowMs);
  const waits = Array.from({ length: 105 }, () => rate("A"));
  expect(waits.slice(0, 101).every((ms) => ms === 0)).toBe(true);
  expect(waits.slice(101)).toEqual([100, 200, 300, 400]);
  expect(rate("B")).toBe(0);
  clock.nowMs += 20_000;
  expect(rate("A")).toBe(0);
});
