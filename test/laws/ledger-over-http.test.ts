import { openServerStore, type Store } from "@celadon/runtime";
import { sliceGrid, windowsOf } from "@celadon/telemetry-to-activity";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClickhouseFront, startFront } from "../clickhouse/start-front.ts";
import { type LedgerHarness, openLedgerHarness } from "./ledger-harness.ts";
import { groupsOf, plantLife, way } from "./plant.ts";
import { runs } from "./runs.ts";

let front: ClickhouseFront;
let harness: LedgerHarness;
beforeAll(async () => {
  harness = await openLedgerHarness(async (): Promise<Store> => {
    front = await startFront();
    return openServerStore({ url: front.url });
  });
}, 60_000);
afterAll(async () => {
  await harness?.[Symbol.asyncDispose]();
  await front?.[Symbol.asyncDispose]();
}, 60_000);

let plants = 0;

test("over HTTP, any order, doubling, split and crash of the ledger end in the windows and refusals of the whole set", async () => {
  await fc.assert(
    fc.asyncProperty(plantLife({ channels: 40, moments: 20 }), way, async (plant, how) => {
      plants += 1;
      const factory = `plant ${plants}`;
      await harness.deliver(factory, { groups: groupsOf(factory, plant, how), lives: how.lives });
      const stored = await harness.windowsOf(factory);
      for (const { channel, readings, eras, people } of plant.lives) {
        const { hours, refused } = windowsOf(readings, eras, people, sliceGrid(eras));
        const twin = { slices: new Map(hours.map((cell) => [cell.startMs, cell])), refused };
        expect(stored.get(channel) ?? { slices: new Map(), refused: new Map() }, channel).toEqual(twin);
      }
    }),
    { numRuns: runs(4), interruptAfterTimeLimit: 300_000 * runs(1) },
  );
}, 3_600_000);
