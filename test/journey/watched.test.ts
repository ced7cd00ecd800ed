import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { ask } from "./ask.ts";
import { type Celadon, startCeladon } from "./celadon.ts";
import { applyPlant } from "./plant-data.ts";

// What an operator sees of a Celadon: its metrics, and the trace of one request.

const plant = `factory: bakery
timeZone: UTC
place: CN
effectiveFrom: 2026-01-01
channels:
  kwh: { kind: interval, unit: kWh, period: 1d }
  bread: { kind: interval, unit: t, period: 1d }
processes:
  oven:
    makes: { bread: bread }
    takes: { power: { amount: kwh, factor: electricity/grid } }
products:
  bread: { declaredUnit: 1 t, boundary: gate-to-gate, period: month }
`;
const day = (channel: string, value: unknown): string =>
  `${JSON.stringify({ factory: "bakery", channel, at: "2026-01-02T00:00:00Z", value })}\n`;
const good = [day("kwh", 100), day("bread", 2)];
const bad = [day("kwh", "much"), day("gas", 1)];

const send = (celadon: Celadon, lines: readonly string[], headers: Readonly<Record<string, string>> = {}) =>
  ask(`${celadon.url}/v1/readings`, {
    headers: { "content-type": "application/x-ndjson", ...headers },
    body: lines.join(""),
  });

test("readings, windows, footprints, statements and requests are counted, and each factory adds no series", async () => {
  await using celadon = await startCeladon();
  const text = async () => (await fetch(`${celadon.url}/metrics`)).text();
  const figure = async (series: string) => {
    const line = (await text()).split("\n").find((one) => one.startsWith(`${series} `));
    return line === undefined ? undefined : Number(line.slice(series.length));
  };
  /** The sum of all series of a metric whose labels match. */
  const sumOf = async (pattern: RegExp) =>
    (await text())
      .split("\n")
      .filter((line) => pattern.test(line))
      .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
  await applyPlant(celadon.url, plant);
  await send(celadon, [...good, ...good.slice(0, 1), ...bad]);
  expect(await figure('celadon_readings_total{verdict="accepted",reason=""}')).toBe(3);
  expect(await figure("celadon_duplicate_readings_total")).toBe(1);
  expect(await figure('celadon_readings_total{verdict="quarantined",reason="unknown-channel"}')).toBe(1);
  expect(await figure('celadon_quarantined_readings_total{reason="unknown-channel"}')).toBe(1);
  expect(await sumOf(/^celadon_readings_total\{verdict="rejected",reason="[a-z-]+"\}/)).toBe(1);
  expect(await figure("celadon_batch_readings_sum")).toBeGreaterThanOrEqual(3);
  expect(await figure("celadon_window_seconds_count")).toBeGreaterThanOrEqual(1);
  expect(await figure('celadon_insert_seconds_count{table="readings"}')).toBeGreaterThanOrEqual(1);
  expect(await figure('celadon_http_request_seconds_count{route="/v1/readings",method="POST",code="200"}')).toBe(1);
  await expect
    .poll(() => sumOf(/^celadon_footprints_total\{status="[a-z]+"\}/), { timeout: 30_000 })
    .toBeGreaterThanOrEqual(1);
  await expect.poll(() => figure("celadon_footprint_seconds_count")).toBeGreaterThanOrEqual(1);
  expect(await figure('celadon_consumer_lag_seconds{topic="telemetry",group="ledger"}')).toBe(0);
  expect(await figure("celadon_waiting_seconds")).toBe(0);
  expect(await figure("process_resident_memory_bytes")).toBeGreaterThan(0);

  const seriesOf = async () =>
    (await text())
      .split("\n")
      .filter((line) => line.startsWith("celadon_") && !line.includes('"progress"')) // saved every five seconds
      .map((line) => line.slice(0, line.lastIndexOf(" ")));
  const asFactory = async (factory: string) => {
    await send(
      celadon,
      [...good, ...bad].map((line) => line.replace("bakery", factory)),
    );
    await fetch(`${celadon.url}/v1/footprints?factory=${factory}`);
    await fetch(`${celadon.url}/no/${factory}`);
  };
  // Whoever follows footprints has seen the bakery's: no table is met for the first time below.
  for (const group of ["benchmark", "feed"]) {
    const handled = () => figure(`celadon_handle_seconds_count{topic="footprint",group="${group}"}`);
    await expect.poll(handled, { timeout: 30_000 }).toBeGreaterThanOrEqual(1);
  }
  await asFactory("mill");
  const before = new Set(await seriesOf());
  await asFactory("tannery");
  await asFactory("brewery");
  expect((await seriesOf()).filter((series) => !before.has(series))).toEqual([]);
}, 120_000);

interface Span {
  readonly name: string;
  readonly traceId: string;
}

/** A collector of traces on loopback, and the spans it has been sent. */
async function collector() {
  const spans: Span[] = [];
  const server = createServer(async (request, response) => {
    const { resourceSpans } = JSON.parse(Buffer.concat(await request.toArray()).toString());
    for (const { scopeSpans } of resourceSpans) for (const scope of scopeSpans) spans.push(...scope.spans);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  return { spans, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }; // a TCP server that listens has one
}

test("one request is one trace, from the sender's own span down to the footprint that came of it", async () => {
  const { spans, endpoint } = await collector();
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
  onTestFinished(() => void vi.unstubAllEnvs());
  await using celadon = await startCeladon();
  await applyPlant(celadon.url, plant);
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  await send(celadon, good, { traceparent: `00-${traceId}-b7ad6b7169203331-01` });
  const isMade = async () => {
    const { body } = await ask<readonly unknown[]>(`${celadon.url}/v1/footprints?factory=bakery`);
    return body.length > 0;
  };
  await expect.poll(isMade, { timeout: 30_000 }).toBe(true);
  await celadon.stop();
  const names = spans.filter((span) => span.traceId === traceId).map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      "POST /v1/readings",
      "publish telemetry",
      "handle telemetry",
      "store insert readings",
      "publish activity",
      "handle activity",
      "renew footprints",
    ]),
  );
}, 120_000);
