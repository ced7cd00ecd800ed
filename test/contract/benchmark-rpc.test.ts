import {
  BenchmarkServiceDefinition,
  FootprintServiceDefinition,
  PlantModelServiceDefinition,
  TelemetryServiceDefinition,
} from "@celadon/proto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../journey/ask.ts";
import { mill } from "../journey/mill.ts";
import { type BatchRow, batchOf } from "./batch.ts";
import { errorOf } from "./error-of.ts";
import { celadonProcess } from "./process.ts";

// One process for the whole file; February 2026 in Shanghai: 40 kWh and one tonne of paper in each of its 672 hours.
const hourMs = 3_600_000;
const fromMs = Date.parse("2026-02-01T00:00:00+08:00");
const hours = 28 * 24;
const toMs = fromMs + hours * hourMs;
const february = { fromMs: BigInt(fromMs), toMs: BigInt(toMs) };

let celadon: Awaited<ReturnType<typeof celadonProcess>>;
let position = "";
beforeAll(async () => {
  celadon = await celadonProcess();
  await celadon.clients.create(PlantModelServiceDefinition, 10_000).applyPlantModel({ yaml: mill, who: "Li", why: "" });
  position = await send([
    ...Array.from({ length: 4 * hours + 1 }, (_, i) => ({
      channel: "mainKwh",
      atMs: fromMs + i * (hourMs / 4),
      whole: 10 * i,
    })),
    ...Array.from({ length: hours }, (_, i) => ({ channel: "paperT", atMs: fromMs + (i + 1) * hourMs })),
  ]);
});
afterAll(() => celadon[Symbol.asyncDispose]());

async function send(rows: readonly BatchRow[]): Promise<string> {
  const batches = async function* () {
    yield { seq: 1n, batch: batchOf(rows) };
  };
  const answer = await celadon.clients.create(TelemetryServiceDefinition, 20_000).sendReadings(batches());
  expect(answer.refused).toEqual([]);
  return answer.position;
}
const benchmark = () => celadon.clients.create(BenchmarkServiceDefinition, 20_000);
const indicatorsOf = async (more = {}) => benchmark().listIndicators({ ...february, after: position, ...more });

test("after the position of the readings the footprint of the month is an indicator: its total per tonne", async () => {
  const { indicators, asOf } = await indicatorsOf();
  expect(asOf).toBe(position);
  const { footprints } = await celadon.clients.create(FootprintServiceDefinition, 5_000).listFootprints(february);
  expect(indicators).toHaveLength(1);
  expect(indicators[0]).toMatchObject({
    ...{ factory: "mill", product: "paper", name: "footprint", ...february, timeZone: "Asia/Shanghai" },
    ...{
      unit: "kgCO2e",
      declaredUnit: "t",
      produced: "672",
      measuredShare: "1",
      footprint: footprints[0]?.id,
      reason: "",
    },
  });
  expect(Number(indicators[0]?.amount)).toBeCloseTo(Number(footprints[0]?.total), 9);
});

test("what is asked for narrows the list, and a page has its size and no next one behind the last", async () => {
  const page = await indicatorsOf({ pageSize: 1 });
  expect([page.indicators.length, page.nextPageToken]).toEqual([1, ""]);
  expect((await indicatorsOf({ factories: ["nobody"] })).indicators).toEqual([]);
  expect((await indicatorsOf({ names: ["energy"] })).indicators).toEqual([]);
  expect(await errorOf(indicatorsOf({ pageToken: "nonsense" }))).toMatchObject({ reason: "bad-page-token" });
});

test("HTTP shows the same figure", async () => {
  const { body } = await ask<{ amount: string; localFrom: string; coverage: string }[]>(
    `${celadon.url}/v1/indicators?factory=mill&period=2026-02`,
  );
  const { indicators } = await indicatorsOf();
  expect(body).toMatchObject([
    { amount: indicators[0]?.amount, localFrom: "2026-02-01T00:00:00+08:00", coverage: "1" },
  ]);
});

test("a corrected reading is in the indicator that is asked for after its position", async () => {
  const before = (await indicatorsOf()).indicators[0];
  position = await send([{ channel: "paperT", atMs: fromMs + 5 * hourMs, whole: 2, revision: 1 }]);
  const after = (await indicatorsOf()).indicators[0];
  expect([before?.produced, after?.produced]).toEqual(["672", "673"]);
  expect(after?.footprint).not.toBe(before?.footprint);
});

test("a product that names no group is compared with nobody", async () => {
  const call = benchmark().rankPeers({ peerGroup: { productGroup: "paper" }, indicator: "footprint", ...february });
  expect(await errorOf(call)).toMatchObject({
    code: "NOT_FOUND",
    reason: "unknown-group",
    message: expect.stringContaining("No product names a group yet"),
  });
});

const paper = { peerGroup: { productGroup: "paper" } };
test.each([
  ["unknown-indicator", { ...paper, indicator: "happiness" }],
  ["bad-period", { ...paper, fromMs: BigInt(fromMs), toMs: BigInt(fromMs + 5 * 86_400_000) }],
  ["bad-population", { ...paper, population: "imagined" }],
  ["bad-request", {}],
])("%s is refused as INVALID_ARGUMENT", async (reason, request) => {
  expect(await errorOf(benchmark().rankPeers(request))).toMatchObject({ code: "INVALID_ARGUMENT", reason });
});

test("an assessment says that there is none yet", async () => {
  const call = benchmark().assessFactory({ factory: "mill", scheme: "GB/T 36132-2025", ...february });
  expect(await errorOf(call)).toMatchObject({ code: "UNIMPLEMENTED", reason: "not-assessed" });
});

test.each([
  ["rankings", 400, "bad-request"],
  ["rankings?productGroup=paper&period=2026-13", 400, "bad-period"],
  ["rankings?productGroup=paper&key=animal", 400, "bad-key"],
  ["rankings?productGroup=paper&productGroup=board", 400, "bad-request"],
  ["rankings?productGroup=paper", 404, "unknown-group"],
])("GET /v1/%s is refused with %i %s", async (path, status, code) => {
  expect(await ask(`${celadon.url}/v1/${path}`)).toMatchObject({ status, body: { error: { code } } });
});
