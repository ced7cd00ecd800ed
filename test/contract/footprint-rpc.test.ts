import {
  FactorServiceDefinition,
  type FootprintEvent,
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

let celadon: Awaited<ReturnType<typeof celadonProcess>>;
let position = "";
beforeAll(async () => {
  celadon = await celadonProcess();
  await celadon.clients.create(PlantModelServiceDefinition, 10_000).applyPlantModel({ yaml: mill, who: "Li", why: "" });
  position = await send([
    ...Array.from({ length: 4 * hours + 5 }, (_, i) => ({
      channel: "mainKwh",
      atMs: fromMs + i * (hourMs / 4),
      whole: 10 * i,
    })),
    ...Array.from({ length: hours + 1 }, (_, i) => ({ channel: "paperT", atMs: fromMs + (i + 1) * hourMs })),
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
const footprints = () => celadon.clients.create(FootprintServiceDefinition, 20_000);
const february = async () => {
  const period = { fromMs: BigInt(fromMs), toMs: BigInt(toMs) };
  const { footprints: found } = await footprints().listFootprints({ factory: "mill", ...period, after: position });
  const [one] = found;
  if (one === undefined) throw new Error("February has no footprint.");
  return one;
};

test("a list after the position of the readings has their footprint: 40 kWh a tonne times the grid's factor", async () => {
  const factors = celadon.clients.create(FactorServiceDefinition, 5_000);
  const grid = { activity: "electricity/grid", place: "CN", day: "2026-02-15", purpose: "pcf" };
  const { outcome } = await factors.selectFactor(grid);
  const value = outcome?.$case === "selection" ? outcome.value.factors[0]?.factor?.value : undefined;
  const footprint = await february();
  expect(footprint).toMatchObject({ product: "paper", status: "complete", current: true, declaredUnit: "t" });
  expect(Number(footprint.total)).toBeCloseTo(40 * Number(value), 9);
});

test("a footprint comes with its parts, as HTTP shows it", async () => {
  const { id } = await february();
  const { footprint, current, supersededBy } = await footprints().getFootprint({ id });
  expect([footprint?.id, current, supersededBy]).toEqual([id, true, ""]);
  expect(footprint?.inventory?.lines).toHaveLength(1);
  const shown = await ask<{ amount: string; activityDigest: string }>(`${celadon.url}/v1/footprints/${id}`);
  expect(footprint?.total).toBe(shown.body.amount);
  expect(footprint?.activityDigest).toBe(shown.body.activityDigest);
});

test("pages are the whole list, each footprint once; narrowed, they are what was asked for", async () => {
  const ids: string[] = [];
  let pageToken = "";
  do {
    const page = await footprints().listFootprints({ pageSize: 1, pageToken });
    ids.push(...page.footprints.map(({ id }) => id));
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  const listed = await ask<{ id: string }[]>(`${celadon.url}/v1/footprints`);
  expect(ids).toEqual(listed.body.map(({ id }) => id));
  expect(ids.length, "February, and March as far as it has come").toBe(2);
  const running = await footprints().listFootprints({ statuses: ["running"] });
  expect(running.footprints.map(({ status }) => status)).toEqual(["running"]);
});

test("worked out now, it is the footprint that is there already", async () => {
  const { id } = await february();
  const period = { fromMs: BigInt(fromMs), toMs: BigInt(toMs) };
  const answer = await footprints().computeFootprints({ factory: "mill", product: "paper", ...period });
  expect(answer.footprints.map((one) => one.id)).toEqual([id]);
});

test("beside the figure stands what another year of the grid would make of it; HTTP says the same", async () => {
  const { id, total } = await february();
  const { sensitivities, leftOut } = await footprints().listSensitivities({ id });
  expect(leftOut).toBe(0);
  expect(sensitivities).toMatchObject([
    {
      kind: "factor",
      where: "paper machine/power",
      chosen: "grid-cn-footprint-2024",
      instead: "grid-cn-footprint-2023",
    },
  ]);
  const [other] = sensitivities;
  expect(Number(other?.total)).toBeCloseTo(40 * 0.6205, 9);
  expect(Number(other?.difference)).toBeCloseTo(40 * 0.6205 - Number(total), 9);
  const listed = await ask<readonly unknown[]>(`${celadon.url}/v1/footprints/${id}/sensitivities`);
  expect(listed.body).toEqual(sensitivities);
  expect((await footprints().getFootprint({ id })).footprint?.total).toBe(total);
});

test("the explanation opens node by node, down to the readings of an hour", async () => {
  const { id } = await february();
  const explain = async (node: string, more = {}) =>
    (await footprints().explainFootprint({ id: node, depth: 1, ...more })).node;
  let node = await explain(id);
  expect(node).toMatchObject({ id: `footprint:${id}`, kind: "footprint" });
  while (node !== undefined && node.kind !== "channel") {
    const next = node.children.find(({ kind }) => kind !== "gap" && kind !== "scale");
    node = await explain(next?.id ?? "", { limit: 1000 });
  }
  expect(node?.children).toHaveLength(hours);
  expect(node?.leftOut).toBe(0);
  expect(node?.children[0]).toMatchObject({ kind: "window", amount: "40", unit: "kWh", children: [], leftOut: 5 });

  const page = await explain(node?.id ?? "", { limit: 2, offset: 3 });
  expect(page?.children.map(({ fromMs: at }) => Number(at))).toEqual([fromMs + 3 * hourMs, fromMs + 4 * hourMs]);
  expect(page?.leftOut).toBe(hours - 2);

  const window = await explain(page?.children[0]?.id ?? "");
  expect(window).toMatchObject({ kind: "window", amount: "40" });
  expect(window?.children.map(({ kind, amount }) => `${kind} ${amount}`)).toEqual(
    [120, 130, 140, 150, 160].map((value) => `reading ${value}`),
  );
  const reading = await explain(window?.children[0]?.id ?? "");
  expect(reading).toMatchObject({ kind: "reading", amount: "120", children: [] });
});

test("the largest come first, and how many are left out stands beside them", async () => {
  const { id } = await february();
  const { node } = await footprints().explainFootprint({ id, depth: 8, limit: 1 });
  const cut = JSON.stringify(node, (_, value) => (typeof value === "bigint" ? Number(value) : value));
  expect(cut).toContain(`"leftOut":${hours - 1}`);
});

test("a watcher hears of the new footprint that a corrected reading makes, and what it supersedes", async () => {
  const before = await february();
  const { asOf } = await footprints().listFootprints({});
  const stop = new AbortController();
  const events: (FootprintEvent | undefined)[] = [];
  const watching = (async () => {
    const wanted = { factories: ["mill"], products: ["paper"], after: asOf };
    for await (const { event } of footprints().watchFootprints(wanted, { signal: stop.signal })) events.push(event);
  })().catch((error: Error) => error);
  position = await send([{ channel: "paperT", atMs: fromMs + 5 * hourMs, whole: 2, revision: 1 }]);
  await expect.poll(() => events.find((event) => event?.supersedes === before.id), { timeout: 20_000 }).toBeDefined();
  stop.abort();
  expect(await watching).toMatchObject({ name: "AbortError" });
  const now = await february();
  expect(now.supersedes).toBe(before.id);
  const outdated = errorOf(footprints().listSensitivities({ id: before.id }));
  expect(await outdated).toMatchObject({ code: "FAILED_PRECONDITION", reason: "footprint-outdated" });
  expect(await footprints().getFootprint({ id: before.id })).toMatchObject({ current: false, supersededBy: now.id });
  const all = await footprints().listFootprints({ withSuperseded: true, statuses: ["complete"] });
  expect(all.footprints.map((one) => one.id).toSorted()).toEqual([before.id, now.id].toSorted());
});

test.each([
  ["NOT_FOUND", "unknown-footprint", () => footprints().getFootprint({ id: "no" })],
  ["NOT_FOUND", "unknown-footprint", () => footprints().listSensitivities({ id: "no" })],
  ["NOT_FOUND", "unknown-footprint", () => footprints().explainFootprint({ id: "footprint:no/line:x" })],
  [
    "NOT_FOUND",
    "unknown-plant",
    () => footprints().computeFootprints({ factory: "x", fromMs: 3_600_000n, toMs: 7_200_000n }),
  ],
  [
    "NOT_FOUND",
    "no-model",
    () => footprints().computeFootprints({ factory: "mill", fromMs: 3_600_000n, toMs: 7_200_000n }),
  ],
  [
    "INVALID_ARGUMENT",
    "bad-period",
    () => footprints().computeFootprints({ factory: "mill", fromMs: 1n, toMs: 3_600_000n }),
  ],
  ["INVALID_ARGUMENT", "bad-limit", () => footprints().explainFootprint({ id: "x", depth: 9, limit: 1_001 })],
  ["INVALID_ARGUMENT", "page-too-large", () => footprints().listFootprints({ pageSize: 1_001 })],
  ["INVALID_ARGUMENT", "bad-position", () => footprints().listFootprints({ after: "-1" })],
])("%s %s", async (code, reason, call) => {
  expect(await errorOf(call())).toMatchObject({ code, reason });
});

test("a node that is not there is refused, and so is a position from before this process", async () => {
  const { id } = await february();
  expect(await errorOf(footprints().explainFootprint({ id: `${id}/line:none` }))).toMatchObject({
    reason: "unknown-node",
  });
  const watch = footprints().watchFootprints({ after: "0:5" })[Symbol.asyncIterator]();
  expect(await errorOf(watch.next())).toMatchObject({ code: "OUT_OF_RANGE", reason: "position-gone" });
});
