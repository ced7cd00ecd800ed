import { ActivityServiceDefinition, PlantModelServiceDefinition, TelemetryServiceDefinition } from "@celadon/proto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../journey/ask.ts";
import { mill } from "../journey/mill.ts";
import { batchOf } from "./batch.ts";
import { celadonProcess } from "./process.ts";

let celadon: Awaited<ReturnType<typeof celadonProcess>>;
beforeAll(async () => {
  celadon = await celadonProcess();
  const plants = celadon.clients.create(PlantModelServiceDefinition, 10_000);
  await plants.applyPlantModel({ yaml: mill, who: "Li", why: "start" });
});
afterAll(() => celadon[Symbol.asyncDispose]());
const telemetry = () => celadon.clients.create(TelemetryServiceDefinition, 10_000);
const activity = () => celadon.clients.create(ActivityServiceDefinition, 10_000);

const hourMs = 3_600_000;
const startMs = Date.parse("2026-03-01T00:00:00Z");

test("a meter says what is known of it: how old its newest reading is, how it came, and how much of each day is known", async () => {
  // An hour of minutes that ends 30 s ago, one of them beyond the maximum, and one that says it is of next year.
  const nowMs = Math.floor(Date.now() / 1_000) * 1_000 - 30_000;
  const rows = Array.from({ length: 61 }, (_, i) => ({
    ...{ channel: "pumpKw", atMs: nowMs - i * 60_000, whole: i === 7 ? 9_999 : 10 },
  }));
  const sent = async function* () {
    yield { seq: 1n, batch: batchOf(rows) };
    yield { seq: 2n, batch: batchOf([{ channel: "pumpKw", atMs: nowMs + 365 * 24 * hourMs, whole: 10 }]) };
    yield {
      seq: 3n,
      batch: batchOf([
        { channel: "mainKwh", atMs: startMs },
        { channel: "unheardOf", atMs: startMs },
      ]),
    };
  };
  const { position } = await telemetry().sendReadings(sent());
  const { meters } = await activity().listMeters({ factory: "mill", days: 2, after: position });
  expect(meters.map(({ channel }) => channel)).toEqual(["mainKwh", "paperT", "pumpKw", "unheardOf"]);
  const [main, paper, pump, stranger] = meters;
  expect(pump).toMatchObject({
    ...{ kind: "rate", unit: "kW", periodMs: 60_000n, lastMs: BigInt(nowMs), origin: "grpc:127.0.0.1", freshness: 1 },
    ...{ lateAfterMs: 300_000n, silentAfterMs: 900_000n, accepted: 60n },
    quarantined: [
      { reason: "from-the-future", readings: 1n },
      { reason: "out-of-range", readings: 1n },
    ],
  });
  expect(Number(pump?.receivedMs)).toBeGreaterThanOrEqual(nowMs);
  expect(Number(pump?.lagMs)).toBe(Number(pump?.receivedMs) - nowMs);
  expect(pump?.days).toHaveLength(2);
  const measured = pump?.days.reduce((sum, day) => sum + day.measuredMs, 0);
  expect(measured).toBe(hourMs);
  const [yesterday] = pump?.days ?? [];
  expect((yesterday?.measuredMs ?? NaN) + (yesterday?.missingMs ?? NaN)).toBe(24 * hourMs);

  // The counter has nothing of these days: its newest reading is remembered, and nothing is made up.
  expect(main).toMatchObject({ lastMs: BigInt(startMs), freshness: 3, accepted: 0n, quarantined: [] });
  expect(paper).toMatchObject({ lastMs: undefined, receivedMs: undefined, origin: "", ageMs: undefined, freshness: 3 });
  expect(stranger).toMatchObject({ kind: "", periodMs: undefined, freshness: 0, silentAfterMs: undefined });
  expect(stranger?.days).toMatchObject([{ measuredMs: 0, missingMs: 0 }, {}]);
});

test("pages of meters, one behind the other, are what HTTP lists at once, with null for what is not known", async () => {
  const pages: string[] = [];
  let pageToken = "";
  do {
    const page = await activity().listMeters({ pageSize: 3, pageToken });
    pages.push(...page.meters.map(({ channel, localLast, accepted }) => `${channel} ${localLast} ${accepted}`));
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  type Row = { channel: string; localLast: string | null; accepted: number; origin: string | null; days: object[] };
  const { body } = await ask<Row[]>(`${celadon.url}/v1/meters`);
  expect(body.map(({ channel, localLast, accepted }) => `${channel} ${localLast ?? ""} ${accepted}`)).toEqual(pages);
  expect(body[1]).toMatchObject({ channel: "paperT", localLast: null, origin: null, received: null, ageSeconds: null });
  expect(body[0]?.days).toHaveLength(7);
});
