import { expect, test } from "vitest";
import { runEmbeddedStorm } from "./run-embedded-storm.ts";

test("late, doubled, shuffled, corrected and retracted readings, and a process killed at any moment: the same hours and footprints", async () => {
  const seed = Math.floor(Math.random() * 1_000_000);
  const report = await runEmbeddedStorm(seed, performance.now() + 15_000);
  expect(report.differences, `npm run storm -- --embedded --seed ${seed}`).toEqual([]);
  expect(report).toMatchObject({ hours: expect.any(Number), footprints: expect.any(Number) });
  expect(report.hours).toBeGreaterThan(1_000);
  expect(report.footprints).toBeGreaterThan(0);
}, 240_000);
