import { expect, test } from "vitest";
import { stretchesOf } from "./stretches-of.ts";

const weeks = (...readings: readonly number[]) => readings.map((count, i) => ({ startMs: i * 10, readings: count }));

test("weeks go together until they hold too many readings, and no instant is left out", () => {
  expect(stretchesOf(weeks(60_000, 40_000, 1, 200_000, 5), { fromMs: 0, toMs: 1_000 })).toEqual([
    { fromMs: 0, toMs: 19 },
    { fromMs: 20, toMs: 29 },
    { fromMs: 30, toMs: 39 },
    { fromMs: 40, toMs: 999 },
  ]);
});

test("a period has its own borders, and weeks outside of it make none", () => {
  expect(stretchesOf(weeks(200_000, 90_000, 90_000, 200_000), { fromMs: 15, toMs: 25 })).toEqual([
    { fromMs: 15, toMs: 19 },
    { fromMs: 20, toMs: 24 },
  ]);
});

test("a period without readings is one stretch", () => {
  expect(stretchesOf([], { fromMs: 0, toMs: 10 })).toEqual([{ fromMs: 0, toMs: 9 }]);
});
