import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type LedgerHarness, openLedgerHarness } from "./ledger-harness.ts";
import { groupsOf, plantLife, way } from "./plant.ts";
import { runs } from "./runs.ts";
import { rebuildRecord } from "./telemetry-record.ts";
import { at, tellChannel } from "./tell-channel.ts";

vi.setConfig({ testTimeout: 60_000 });

let harness: LedgerHarness;
beforeAll(async () => {
  harness = await openLedgerHarness();
}, 60_000);
afterAll(() => harness[Symbol.asyncDispose](), 60_000);

type Period = { readonly fromMs?: bigint; readonly toMs?: bigint };

/** Rebuilds a factory, with any crashes on the way, and tells how much was found: windows and verdicts. */
async function rebuilt(factory: string, period: Period = {}, lives: readonly number[] = []) {
  const key = randomUUID();
  await harness.deliver(factory, { groups: [[rebuildRecord({ factory, key, ...period })]], lives });
  const [found] = await harness.store.rows<{ windows: string; verdicts: string; done: string }>({
    text: `SELECT countIf(kind = 'window') AS windows, countIf(kind = 'verdict') AS verdicts,
      (SELECT count() FROM rebuilds FINAL WHERE key = {key:String}) AS done FROM rebuildFindings FINAL WHERE key = {key:String}`,
    params: { key },
  });
  expect(found?.done).toBe("1");
  return { windows: Number(found?.windows), verdicts: Number(found?.verdicts) };
}

const ofFactory = "channelId IN (SELECT channelId FROM channels WHERE factory = {factory:String})";
const changed = (text: string, factory: string): Promise<void> =>
  harness.store.run({ text: `${text} SETTINGS mutations_sync = 1`, params: { factory } });

/** Wrong amounts over what stands, slices where nothing should be, slices and refusals that are gone: on a third of all of them each. */
async function tampered(factory: string): Promise<void> {
  const [last] = await harness.store.rows<{ version: string }>({
    text: "SELECT greatest((SELECT max(version) FROM slices), (SELECT max(seq) FROM progress)) AS version",
  });
  const version = Number(last?.version);
  const third = (n: number): string => `cityHash64(channelId, toUnixTimestamp(start)) % 3 = ${n}`;
  await changed(`ALTER TABLE slices DELETE WHERE ${ofFactory} AND ${third(0)}`, factory);
  await changed(
    `INSERT INTO slices SELECT channelId, start, amount + 1, measuredMs, estimatedMs, marks, ${version} FROM slices FINAL
      WHERE ${ofFactory} AND ${third(1)}`,
    factory,
  );
  await changed(
    `INSERT INTO slices SELECT channelId, start + 864000, 5, 60000, 0, 0, ${version} FROM slices FINAL
      WHERE ${ofFactory} AND ${third(2)}`,
    factory,
  );
  await changed(`ALTER TABLE refusals DELETE WHERE ${ofFactory} AND toUnixTimestamp64Milli(at) % 3 > 0`, factory);
}

let plants = 0;

test("a rebuild finds nothing where nothing was damaged, and mends whatever was, in one piece or two, also when it died on the way", async () => {
  await fc.assert(
    fc.asyncProperty(plantLife({ channels: 30, moments: 20 }), way, async (plant, how) => {
      plants += 1;
      const factory = `rebuilt ${plants}`;
      await harness.deliver(factory, { groups: groupsOf(factory, plant, how), lives: how.lives });
      const before = await harness.windowsOf(factory);
      expect(await rebuilt(factory)).toEqual({ windows: 0, verdicts: 0 });
      expect(await harness.windowsOf(factory)).toEqual(before);

      await tampered(factory);
      const isDamaged = fc.stringify(await harness.windowsOf(factory)) !== fc.stringify(before);
      const { windows, verdicts } = await rebuilt(factory, {}, how.lives);
      expect(windows + verdicts > 0).toBe(isDamaged);
      expect(await harness.windowsOf(factory)).toEqual(before);

      await tampered(factory);
      const border = BigInt(Math.max(...plant.versionsMs)) + 7_200_000n;
      await rebuilt(factory, { toMs: border }, how.lives);
      await rebuilt(factory, { fromMs: border });
      expect(await harness.windowsOf(factory)).toEqual(before);
    }),
    { numRuns: runs(3), interruptAfterTimeLimit: 300_000 * runs(1) },
  );
}, 3_600_000);

const hour = (clock: string): bigint => BigInt(at(clock));

test("dying before any one effect, a rebuild ends the same and still tells all that it found", async () => {
  const meter = tellChannel(harness);
  meter.model([{}]);
  meter.reads("main", ["10:00", "100"], ["10:15", "50"], ["10:30", "101"], ["11:30", "103"], ["12:30", "105"]);
  const before = await meter.windows();
  for (const effects of [1, 2, 3, 4, 5, 6]) {
    await changed(`ALTER TABLE slices DELETE WHERE ${ofFactory} AND toHour(start) = 10`, meter.factory);
    await changed(`ALTER TABLE slices UPDATE amount = 7 WHERE ${ofFactory} AND toHour(start) = 12`, meter.factory);
    await changed(`ALTER TABLE refusals DELETE WHERE ${ofFactory}`, meter.factory);
    expect(await rebuilt(meter.factory, {}, [effects])).toEqual({ windows: 2, verdicts: 1 });
    expect(await meter.windows()).toEqual(before);
  }
});

test("a rebuild of a period mends its hours and leaves those before and long after alone", async () => {
  const meter = tellChannel(harness);
  meter.model([{}]);
  const clocks = Array.from({ length: 13 }, (_, i) => `${String(i + 6).padStart(2, "0")}:00`);
  meter.reads("main", ...clocks.map((clock, i) => [clock, String(i)] as const));
  const { hours } = await meter.windows();
  await changed(`ALTER TABLE slices DELETE WHERE ${ofFactory} AND toHour(start) IN (7, 10, 16)`, meter.factory);
  expect(await rebuilt(meter.factory, { fromMs: hour("10:20"), toMs: hour("11:00") })).toEqual({
    windows: 1,
    verdicts: 0,
  });
  const { "07:00": early, "16:00": late, ...others } = hours;
  expect([early, late]).toEqual(["1 of 3600 s + 0 s", "1 of 3600 s + 0 s"]);
  expect((await meter.windows()).hours).toEqual(others);
});

test("a refusal that is missing, or has another reason, is put right, and what follows from it", async () => {
  const meter = tellChannel(harness);
  meter.model([{}]);
  meter.reads("main", ["10:00", "100"], ["10:15", "50"], ["10:30", "101"]);
  const before = await meter.windows();
  expect(before.refused).toEqual({ "10:15": "counter-fell" });
  await changed(`ALTER TABLE refusals DELETE WHERE ${ofFactory}`, meter.factory);
  expect(await rebuilt(meter.factory)).toEqual({ windows: 0, verdicts: 1 });
  expect(await meter.windows()).toEqual(before);
  await changed(`ALTER TABLE refusals UPDATE reason = 'above-rated' WHERE ${ofFactory}`, meter.factory);
  expect(await rebuilt(meter.factory)).toEqual({ windows: 0, verdicts: 1 });
  expect(await meter.windows()).toEqual(before);
});

test("windows of a channel that has lost its model or never had a reading are emptied; a factory nobody knows is done at once", async () => {
  const meter = tellChannel(harness);
  meter.model([{}, { channel: "silent" }]);
  meter.reads("main", ["10:00", "100"], ["10:15", "101"]);
  const before = await meter.windows();
  await changed(
    `INSERT INTO slices SELECT channelId, toDateTime('2026-01-01 05:00:00', 'UTC'), 5, 60000, 0, 0, 1 FROM channels FINAL
      WHERE factory = {factory:String}`,
    meter.factory,
  );
  expect((await meter.windows("silent")).hours).toEqual({ "05:00": "5 of 60 s + 0 s" });
  expect(await rebuilt(meter.factory)).toEqual({ windows: 2, verdicts: 0 });
  expect(await meter.windows("silent")).toEqual({ hours: {}, refused: {} });
  expect(await meter.windows()).toEqual(before);
  expect(await rebuilt("nobody")).toEqual({ windows: 0, verdicts: 0 });
});

test("readings years apart are rebuilt without a round for every week between", async () => {
  const meter = tellChannel(harness);
  meter.model([{}]);
  meter.reads("main", ["10:00", "100"], ["10:15", "101"]);
  meter.reads("main", ["2099-12-31 23:00", "102", { marks: 0 }]);
  await meter.windows();
  const startedMs = performance.now();
  expect(await rebuilt(meter.factory)).toEqual({ windows: 0, verdicts: 0 });
  expect(performance.now() - startedMs).toBeLessThan(10_000);
});
