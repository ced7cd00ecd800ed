import { Freshness } from "@celadon/proto";
import { expect, test } from "vitest";
import { freshnessOf } from "./freshness.ts";

const [minute, hour] = [60_000, 3_600_000];
const { FRESHNESS_FRESH, FRESHNESS_LATE, FRESHNESS_SILENT, FRESHNESS_UNSPECIFIED } = Freshness;

test.each([
  ["a minute channel within 5 minutes", 5 * minute, minute, FRESHNESS_FRESH],
  ["a minute channel beyond them", 5 * minute + 1, minute, FRESHNESS_LATE],
  ["a minute channel beyond a quarter of an hour", 15 * minute + 1, minute, FRESHNESS_SILENT],
  ["an hourly channel of two periods", 2 * hour, hour, FRESHNESS_FRESH],
  ["an hourly channel beyond two periods", 2 * hour + 1, hour, FRESHNESS_LATE],
  ["an hourly channel of four periods", 4 * hour, hour, FRESHNESS_LATE],
  ["an hourly channel beyond them", 4 * hour + 1, hour, FRESHNESS_SILENT],
  ["a clock that is ahead", -hour, hour, FRESHNESS_FRESH],
  ["a channel that never sent", undefined, hour, FRESHNESS_SILENT],
  ["a channel that nobody declares", minute, undefined, FRESHNESS_UNSPECIFIED],
])("%s", (_, ageMs, periodMs, expected) => {
  expect(freshnessOf(ageMs, periodMs)).toBe(expected);
});
