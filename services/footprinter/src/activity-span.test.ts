import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPlantModel } from "@celadon/activity-to-inventory";
import { channelIdOf, hourMs, instantText } from "@celadon/quantity";
import { type EmbeddedStore, openEmbeddedStore } from "@celadon/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { activePeriods } from "./active-periods.ts";
import { activitySpan } from "./activity-span.ts";

const folder = mkdtempSync(join(tmpdir(), "celadon-span-"));
let store: EmbeddedStore;
beforeAll(async () => {
  store = await openEmbeddedStore(join(folder, "store"));
  // The columns of the ledger's table that are asked for here.
  await store.run({
    text: `CREATE TABLE slices (channelId UInt64, start DateTime('UTC'), measuredMs UInt32, estimatedMs UInt32, version UInt64)
      ENGINE = ReplacingMergeTree(version) ORDER BY (channelId, start)`,
  });
}, 60_000);
afterAll(async () => {
  await store?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const put = (channel: string, at: string, measuredMs: number, version = 1): Promise<void> =>
  store.insert(
    "slices",
    ["channelId", "start", "measuredMs", "estimatedMs", "version"],
    Buffer.from(`${channelIdOf("mill", channel)}\t${Date.parse(at) / 1000}\t${measuredMs}\t0\t${version}\n`),
  );

const modelOf = (timeZone: string, period: string) => {
  const model = readPlantModel(
    `factory: mill
timeZone: ${timeZone}
place: CN
effectiveFrom: 2024-01-01
channels:
  main: { kind: interval, unit: kWh, period: 15min }
  board: { kind: interval, unit: t, period: 15min }
processes: { one: { makes: { board }, takes: { power: { amount: main, factor: electricity/grid } } } }
products: { board: { declaredUnit: 1 t, boundary: gate-to-gate, period: ${period} } }
`.replace("makes: { board }", "makes: { board: board }"),
  );
  if (model.kind !== "accept") throw new Error(model.evidence);
  return model.value;
};

test("the span is that of whole hours with activity, of declared channels, and without the touched stretch beside it", async () => {
  const model = modelOf("UTC", "twelve-months");
  expect(await activitySpan(store, model, { fromMs: 0, toMs: 0 })).toEqual({ all: undefined, untouched: undefined });
  await put("main", "2025-01-01T00:45:00Z", 900_000);
  await put("board", "2026-02-01T03:15:00Z", 900_000);
  await put("board", "2025-12-01T03:15:00Z", 900_000);
  await put("other", "2027-01-01T00:00:00Z", 900_000); // nobody declares it
  await put("main", "2026-05-01T00:00:00Z", 900_000);
  await put("main", "2026-05-01T00:00:00Z", 0, 2); // retracted
  const touched = Date.parse("2026-02-01T03:00:00Z");
  const { all, untouched } = await activitySpan(store, model, { fromMs: touched, toMs: touched + hourMs });
  expect([all, untouched].map((span) => span && [instantText(span.fromMs), instantText(span.toMs)])).toEqual([
    ["2025-01-01T00:00:00Z", "2026-02-01T04:00:00Z"],
    ["2025-01-01T00:00:00Z", "2025-12-01T04:00:00Z"],
  ]);
});

test("which periods there are depends on activity alone: months it touches, twelve months it holds", async () => {
  const starts = async (period: string) =>
    (await activePeriods(store, [{ model: modelOf("UTC", period), fromMs: 0 }])).map(
      ({ fromMs, toMs }) => `${instantText(fromMs).slice(0, 7)} ${instantText(toMs).slice(0, 7)}`,
    );
  expect(await starts("twelve-months")).toEqual(["2025-01 2026-01", "2025-02 2026-02"]);
  expect(await starts("year")).toEqual(["2025-01 2026-01", "2026-01 2027-01"]);
  expect(await starts("[year, twelve-months]")).toEqual(["2025-01 2026-01", "2025-02 2026-02", "2026-01 2027-01"]);
  expect(await starts("month")).toHaveLength(14);
});
