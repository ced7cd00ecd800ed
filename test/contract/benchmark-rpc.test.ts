import { readFileSync } from "node:fs";
import {
  BenchmarkServiceDefinition,
  CriterionVerdict,
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

const assessed = async (more = {}) => {
  const { assessment, asOf } = await benchmark().assessFactory({
    ...{ factory: "mill", scheme: "GB/T 36132-2025", ...february, after: position },
    ...more,
  });
  if (assessment === undefined) throw new TypeError("An answer holds an assessment.");
  return { ...assessment, asOf };
};
const law = { criterion: "lawfulness", value: "met", evidence: "Letter 7", who: "Mei", date: "2026-03-01", unit: "" };

test("a factory that only has a footprint is assessed: what nobody says is unknown, and the sums add up to 100", async () => {
  const { asOf, points, gates, criteria, dimensions, ...rest } = await assessed();
  expect(asOf).toBe(position);
  expect([points, gates]).toEqual([undefined, CriterionVerdict.CRITERION_VERDICT_UNKNOWN]);
  expect(rest).toMatchObject({
    ...{ factory: "mill", product: "paper", scheme: "GB/T 36132-2025", period: "2026-02", ...february },
    ...{ pointsPossible: "100", pointsReached: "0", pointsLowest: "0", pointsHighest: "100" },
  });
  expect(dimensions.map(({ nameZh, weight }) => [nameZh, weight])).toEqual([
    ["能源低碳化", "30"],
    ["资源高效化", "30"],
    ["生产洁净化", "16"],
    ["产品绿色化", "16"],
    ["用地集约化", "8"],
  ]);
  expect(criteria).toHaveLength(3 + 15);
  expect(criteria.every(({ evidence }) => evidence.endsWith("."))).toBe(true);
  expect(criteria.find(({ id }) => id === "carbon-intensity")?.evidence).toContain(
    "CO2 of the enterprise by GB/T 32150",
  );
  expect(criteria.find(({ id }) => id === "product-footprint")?.evidence).toContain("gate-to-gate");
});

test("what is declared counts: a gate, a count of functions, a share with the values of a scheme of one's own", async () => {
  const scheme = readFileSync(new URL("../../factors/schemes/gbt-36132-2025.yaml", import.meta.url), "utf8")
    .replace("id: gbt-36132-2025", "id: own-1")
    .replace(
      /(clause: B.10\n(?:.*\n){2} +unit: "%")/,
      "$1\n        leading: 90\n        base: 60\n        source: Own 1",
    );
  const common = { evidence: "Report 3", who: "Mei", date: "2026-03-01" };
  const answers = [
    law,
    { ...common, criterion: "energy-carbon-platform", value: "1, 2, 4, 8", unit: "" },
    { ...common, criterion: "water-reuse", value: "75", unit: "%" },
  ];
  const { pointsReached, pointsHighest, criteria } = await assessed({ answers, schemeYaml: Buffer.from(scheme) });
  // 6 * 4 / 8 = 3; 8 * (75 - 60) / (90 - 60) = 4
  expect(criteria.flatMap(({ id, points }) => (points === undefined ? [] : [[id, points]]))).toEqual([
    ["energy-carbon-platform", "3"],
    ["water-reuse", "4"],
  ]);
  expect([pointsReached, pointsHighest]).toEqual(["7", "93"]);
  expect(criteria[0]).toMatchObject({ id: "lawfulness", verdict: CriterionVerdict.CRITERION_VERDICT_MET, answer: law });
});

test.each<[string, string, object, string]>([
  ["NOT_FOUND", "unknown-scheme", { scheme: "GB/T 1" }, "Known: gbt-36132-2025 (GB/T 36132-2025)"],
  ["NOT_FOUND", "unknown-factory", { factory: "nobody" }, "celadon indicators"],
  ["NOT_FOUND", "unknown-product", { product: "board" }, 'Take one of "paper"'],
  ["INVALID_ARGUMENT", "bad-request", { factory: "" }, "Which factory"],
  ["INVALID_ARGUMENT", "bad-period", { toMs: BigInt(fromMs + 5 * 86_400_000) }, "calendar months"],
  ["INVALID_ARGUMENT", "scheme-faults", { schemeYaml: Buffer.from("id: a b") }, "faults in the scheme"],
  ["INVALID_ARGUMENT", "answers-faults", { answers: [{ ...law, value: "yes" }] }, "1 fault in the answers"],
])("an assessment is refused with %s %s", async (code, reason, request, message) => {
  expect(await errorOf(assessed(request))).toMatchObject({ code, reason, message: expect.stringContaining(message) });
});

test("HTTP assesses as gRPC does; answers come as the text of their file, and its faults go back by line", async () => {
  const path = `${celadon.url}/v1/assessments?factory=mill&period=2026-02`;
  const answers = `factory: mill\nscheme: gbt-36132-2025\nanswers:\n  lawfulness:\n    value: met\n    evidence: Letter 7\n    who: Mei\n    date: 2026-03-01\n`;
  const post = (text: string) => ask(path, { method: "POST", body: JSON.stringify({ answers: text }) });
  const criteria = expect.arrayContaining([
    expect.objectContaining({ id: "lawfulness", verdict: "met", nameZh: expect.any(String) }),
  ]);
  expect(await post(answers)).toMatchObject({ status: 200, body: { points: null, pointsHighest: "100", criteria } });
  expect(await ask(path)).toMatchObject({ status: 200, body: { gates: "unknown" } });
  expect(
    await post(answers.replace("value: met", "value: yes").replace("factory: mill", "factory: mil")),
  ).toMatchObject({
    status: 400,
    body: { error: { code: "answers-faults", details: [{ line: 1 }, { line: 5 }] } },
  });
});

test.each([
  ["rankings", 400, "bad-request"],
  ["rankings?productGroup=paper&period=2026-13", 400, "bad-period"],
  ["rankings?productGroup=paper&key=animal", 400, "bad-key"],
  ["rankings?productGroup=paper&productGroup=board", 400, "bad-request"],
  ["rankings?productGroup=paper", 404, "unknown-group"],
  ["assessments?factory=nobody", 404, "unknown-factory"],
  ["assessments?factory=mill&period=2026-02-03", 400, "bad-period"],
  ["assessments?factory=mill&scheme=cleaner", 404, "unknown-scheme"],
])("GET /v1/%s is refused with %i %s", async (path, status, code) => {
  expect(await ask(`${celadon.url}/v1/${path}`)).toMatchObject({ status, body: { error: { code } } });
});
