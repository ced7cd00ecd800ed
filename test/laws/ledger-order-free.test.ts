import { sliceGrid, windowsOf } from "@celadon/telemetry-to-activity";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ChannelWindows, type LedgerHarness, openLedgerHarness } from "./ledger-harness.ts";
import type { Life } from "./life.ts";
import { groupsOf, plantLife, way } from "./plant.ts";
import { runs } from "./runs.ts";

let harness: LedgerHarness;
beforeAll(async () => {
  harness = await openLedgerHarness();
}, 60_000);
afterAll(() => harness[Symbol.asyncDispose](), 60_000);

/** What the rule of windows makes of everything that was ever said of the channel. */
function twinOf({ readings, eras, people }: Life): ChannelWindows {
  const { hours, refused } = windowsOf(readings, eras, people, sliceGrid(eras));
  return { slices: new Map(hours.map((cell) => [cell.startMs, cell])), refused };
}

let plants = 0;

test("any order, doubling, split and crash end in the windows and refusals of the whole set", async () => {
  await fc.assert(
    fc.asyncProperty(plantLife({ channels: 100, moments: 25 }), way, async (plant, how) => {
      plants += 1;
      const factory = `plant ${plants}`;
      await harness.deliver(factory, { groups: groupsOf(factory, plant, how), lives: how.lives });
      const stored = await harness.windowsOf(factory);
      const nothing = { slices: new Map(), refused: new Map() };
      for (const life of plant.lives) expect(stored.get(life.channel) ?? nothing, life.channel).toEqual(twinOf(life));
    }),
    { numRuns: runs(12), interruptAfterTimeLimit: 300_000 * runs(1) },
  );
}, 3_600_000);
