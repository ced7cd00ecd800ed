import { expect, test } from "vitest";
import { openMetrics } from "./metrics.ts";
import { type Lag, sampleLag } from "./sample-lag.ts";

const lag: Lag = { topic: "telemetry", group: "ledger", partition: 3, lag: 70 };

test.each([
  ["fails", async () => Promise.reject(new Error("no broker"))],
  ["never answers", () => new Promise<never>(() => undefined)],
])("a broker that %s is counted; the last answer stands, and no scrape waits for it", async (_, broken) => {
  const metrics = openMetrics();
  const stop = new AbortController();
  let asked = 0;
  const lagOf = async () => {
    asked += 1;
    return asked === 1 ? [lag] : broken();
  };
  const sampling = sampleLag(lagOf, { metrics, everyMs: 20 }, stop.signal);
  await expect.poll(() => asked).toBeGreaterThan(2);
  const text = await metrics.text();
  expect(text).toContain('celadon_consumer_lag{topic="telemetry",group="ledger",partition="3"} 70\n');
  expect(text).toMatch(/^celadon_lag_sample_failures_total [1-9]/m);
  stop.abort();
  await sampling;
});

test("it ends with the signal, also between two looks", async () => {
  const stop = new AbortController();
  const sampling = sampleLag(async () => [], { metrics: openMetrics(), everyMs: 60_000 }, stop.signal);
  setImmediate(() => stop.abort());
  await sampling;
});
