import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import type { EventLog, OnBatch } from "./event-log.ts";
import { openEmbeddedEventLog } from "./event-log-embedded.ts";
import { meteredLog } from "./metered-log.ts";
import { openMetrics } from "./metrics.ts";
import { postmarkedLog } from "./postmarked-log.ts";

const ways = [
  { topic: "through", group: "readers", metric: "celadon_window_seconds" },
  { topic: "kept", group: "readers", metric: "celadon_footprint_seconds" },
] as const;

/** The embedded log under a clock that the test sets, and what its metrics say. */
function metered() {
  const folder = mkdtempSync(join(tmpdir(), "celadon-log-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const clock = { ms: 1_000_000 };
  const now = () => clock.ms;
  const metrics = openMetrics();
  const embedded = postmarkedLog(openEmbeddedEventLog(folder, ["through"]), () => ({ publishedMs: now() }));
  const log = meteredLog(embedded, { metrics, now, ways });
  const figure = async (series: string) => {
    const line = (await metrics.text()).split("\n").find((text) => text.startsWith(`${series} `));
    return line === undefined ? undefined : Number(line.slice(series.length));
  };
  return { log, clock, figure };
}

/** Reads one batch, then ends. */
async function readOne(log: EventLog, topic: string, onBatch: OnBatch): Promise<void> {
  const stop = new AbortController();
  const handle: OnBatch = async (batch) => {
    stop.abort();
    await onBatch(batch);
  };
  await log.subscribe({ topic, group: "readers" }, handle, stop.signal);
}

test.each([
  ["through", "celadon_window_seconds"],
  ["kept", "celadon_footprint_seconds"],
])("topic %s: latency is the time from publication to commit", async (topic, metric) => {
  const { log, clock, figure } = metered();
  const reading = readOne(log, topic, async ({ records, commit }) => {
    expect(records.map(({ key }) => key)).toEqual(["a"]);
    clock.ms += 2_500;
    await commit();
  });
  await log.publish(topic, "a", Uint8Array.of(1, 2, 3));
  await reading;
  expect(await figure(`${metric}_count`)).toBe(1);
  expect(await figure(`${metric}_sum`)).toBe(2.5);
  expect(await figure(`celadon_committed_records_total{topic="${topic}",group="readers"}`)).toBe(1);
  expect(await figure(`celadon_batch_records_sum{topic="${topic}",group="readers"}`)).toBe(1);
  expect(await figure(`celadon_handle_seconds_count{topic="${topic}",group="readers"}`)).toBe(1);
  expect(await figure(`celadon_published_bytes_total{topic="${topic}"}`)).toBe(3);
  expect(await figure(`celadon_publish_seconds_count{topic="${topic}"}`)).toBe(1);
});

test("lag is the age of the oldest record in hand, and goes on rising when its handler has failed", async () => {
  const { log, clock, figure } = metered();
  const lag = 'celadon_consumer_lag_seconds{topic="kept",group="readers"}';
  const age = 'celadon_asof_age_seconds{topic="kept",group="readers"}';
  await log.publish("kept", "a", Uint8Array.of(1));
  clock.ms += 1_000;
  await log.publish("kept", "a", Uint8Array.of(2));
  clock.ms += 3_000;
  await expect(
    readOne(log, "kept", async () => {
      expect(await figure(lag)).toBe(4);
      throw new Error("broken");
    }),
  ).rejects.toThrow("broken");
  clock.ms += 6_000;
  expect(await figure(lag)).toBe(10);
  expect(await figure(age)).toBeUndefined();
  expect(await figure('celadon_log_failures_total{topic="kept",operation="handle"}')).toBe(1);

  await readOne(log, "kept", async ({ commit }) => commit());
  expect(await figure(lag)).toBe(0);
  expect(await figure(age)).toBe(9);
});

test("a record that an earlier process published has no age, and is handled all the same", async () => {
  const folder = mkdtempSync(join(tmpdir(), "celadon-log-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const before = openEmbeddedEventLog(folder, []);
  await before.publish("kept", "a", Uint8Array.of(1));
  await before[Symbol.asyncDispose]();
  const metrics = openMetrics();
  const embedded = postmarkedLog(openEmbeddedEventLog(folder, []), () => ({ publishedMs: 5 }));
  const log = meteredLog(embedded, { metrics, now: () => 5, ways });
  await readOne(log, "kept", async ({ commit }) => commit());
  const text = await metrics.text();
  expect(text).toContain("celadon_footprint_seconds_count 0\n");
  expect(text).toContain('celadon_committed_records_total{topic="kept",group="readers"} 1\n');
});

test("a publication that fails is counted, and its time is not", async () => {
  const metrics = openMetrics();
  const { log: working } = metered();
  const log = meteredLog(
    { ...working, publish: async () => Promise.reject(new Error("no broker")) },
    { metrics, now: () => 0, ways },
  );
  await expect(log.publish("kept", "a", Uint8Array.of(1))).rejects.toThrow("no broker");
  await sleep(0);
  const text = await metrics.text();
  expect(text).toContain('celadon_log_failures_total{topic="kept",operation="publish"} 1\n');
  expect(text).not.toContain("celadon_publish_seconds_count{");
});
