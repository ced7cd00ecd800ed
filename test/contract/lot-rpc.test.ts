import {
  FootprintServiceDefinition,
  LotServiceDefinition,
  PlantModelServiceDefinition,
  TelemetryServiceDefinition,
} from "@celadon/proto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../journey/ask.ts";
import { mill } from "../journey/mill.ts";
import { batchOf } from "./batch.ts";
import { errorOf } from "./error-of.ts";
import { celadonProcess } from "./process.ts";

// One process for the whole file; February 2026 in Shanghai: 40 kWh and one tonne of paper in each of its 672 hours.
const hourMs = 3_600_000;
const fromMs = Date.parse("2026-02-01T00:00:00+08:00");
const hours = 28 * 24;
const toMs = fromMs + hours * hourMs;
/** Within an hour, to the millisecond. */
const borders = [fromMs, fromMs + 100 * hourMs + 1_234_567, fromMs + 100 * hourMs + 2_000_001, toMs];

let celadon: Awaited<ReturnType<typeof celadonProcess>>;
let position = "";
beforeAll(async () => {
  celadon = await celadonProcess();
  await celadon.clients.create(PlantModelServiceDefinition, 10_000).applyPlantModel({ yaml: mill, who: "Li", why: "" });
  const rows = [
    ...Array.from({ length: 4 * hours + 5 }, (_, i) => ({
      channel: "mainKwh",
      atMs: fromMs + i * (hourMs / 4),
      whole: 10 * i,
    })),
    ...Array.from({ length: hours + 1 }, (_, i) => ({ channel: "paperT", atMs: fromMs + (i + 1) * hourMs })),
  ];
  const batches = async function* () {
    yield { seq: 1n, batch: batchOf(rows) };
  };
  await celadon.clients.create(TelemetryServiceDefinition, 20_000).sendReadings(batches());
});
afterAll(() => celadon[Symbol.asyncDispose]());

const lots = () => celadon.clients.create(LotServiceDefinition, 20_000);
const footprints = () => celadon.clients.create(FootprintServiceDefinition, 20_000);
const lot = (i: number, more = {}) => ({
  ...{ factory: "mill", product: "paper", name: `roll ${i}`, quantity: "100" },
  ...{ fromMs: BigInt(borders[i] as number), toMs: BigInt(borders[i + 1] as number) },
  ...{ who: "Li", why: "shift book", ...more },
});
const all = [lot(0), lot(1, { attributes: [{ name: "order", value: "88" }] }), lot(2)];
const ofLots = async () => {
  const { footprints: found } = await footprints().listFootprints({ factory: "mill", lots: true, after: position });
  return found;
};

test("lots are stored once, and listed with their key, the product's declared unit and what else their label says", async () => {
  const first = await lots().declareLots({ lots: all });
  expect(first).toMatchObject({ stored: 3, unchanged: 0 });
  position = first.position;
  const again = await lots().declareLots({ lots: all.map((one) => ({ ...one, who: "Wu", why: "again" })) });
  expect(again).toEqual({ position: "", stored: 0, unchanged: 3 });
  const { lots: listed } = await lots().listLots({ factory: "mill" });
  expect(listed.map(({ lot: one, overlaps }) => [one?.name, one?.unit, one?.revision, overlaps])).toEqual([
    ["roll 0", "t", 0, []],
    ["roll 1", "t", 0, []],
    ["roll 2", "t", 0, []],
  ]);
  expect(listed[1]?.lot?.attributes).toEqual([{ name: "order", value: "88" }]);
});

test("pages of lots, one behind the other, are the list; a period narrows it to those that share time with it", async () => {
  const names: (string | undefined)[] = [];
  let pageToken = "";
  do {
    const page = await lots().listLots({ factory: "mill", pageSize: 2, pageToken });
    names.push(...page.lots.map(({ lot: one }) => one?.name));
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  expect(names).toEqual(["roll 0", "roll 1", "roll 2"]);
  const within = { fromMs: BigInt(borders[1] as number), toMs: BigInt(borders[2] as number) };
  const { lots: some } = await lots().listLots({ product: "paper", ...within });
  expect(some.map(({ lot: one }) => one?.name)).toEqual(["roll 1"]);
});

test("each lot has a footprint over its own milliseconds, per unit of its declared quantity; the periods' list has none of them", async () => {
  const found = await ofLots();
  expect(found.map((one) => [one.lot?.name, one.status, one.fromMs, one.toMs])).toEqual(
    all.map((one) => [one.name, "complete", one.fromMs, one.toMs]),
  );
  const { footprints: periods } = await footprints().listFootprints({ factory: "mill" });
  const february = periods.find((one) => Number(one.fromMs) === fromMs);
  expect(periods.filter((one) => one.lot !== undefined)).toEqual([]);
  // 40 kWh and 1 t an hour: what a lot is of the month is its time of the month's time.
  for (const [i, one] of found.entries()) {
    const share = ((borders[i + 1] as number) - (borders[i] as number)) / (toMs - fromMs);
    expect(Number(one.produced)).toBeCloseTo(hours * share, 9);
    expect(Number(one.absolute)).toBeCloseTo(Number(february?.absolute) * share, 6);
    expect(Number(one.total)).toBeCloseTo(Number(one.absolute) / 100, 9);
  }
  const sums = await ask<{ free: unknown[]; plant: { difference: string }; carried: { difference: string } }>(
    `${celadon.url}/v1/footprints/${february?.id}/lots`,
  );
  expect(sums.body).toMatchObject({ free: [], lines: 1, apart: [], plant: { difference: "0" } });
  expect(Math.abs(Number(sums.body.carried.difference))).toBeLessThan(1e-6);
});

test("the explanation of a lot ends in the parts of the hours that it cuts", async () => {
  const [, short] = await ofLots();
  const { node } = await footprints().explainFootprint({ id: short?.id ?? "", depth: 8 });
  const text = JSON.stringify(node, (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value));
  const windows = [...text.matchAll(/"kind":"window"[^{]*?"fromMs":(\d+),"toMs":(\d+)/g)].map(([, a, b]) => [a, b]);
  expect(windows.length).toBeGreaterThan(0);
  for (const [a, b] of windows) expect([Number(a), Number(b)]).toEqual([borders[1], borders[2]]);
  expect(text).toContain("where the lot begins or ends");
});

test("a corrected lot supersedes what it was, also where it has another time now", async () => {
  const [before] = await ofLots();
  const { position: at } = await lots().declareLots({ lots: [lot(0, { fromMs: BigInt(fromMs + 7), quantity: "98" })] });
  position = at;
  const [after] = await ofLots();
  expect(after).toMatchObject({ fromMs: BigInt(fromMs + 7), supersedes: before?.id, lot: { quantity: "98" } });
  expect(await footprints().getFootprint({ id: before?.id ?? "" })).toMatchObject({
    current: false,
    supersededBy: after?.id,
  });
});

test("what contradicts itself or another lot is refused with the place of every fault, and none of the lots is stored", async () => {
  const refused = await errorOf(
    lots().declareLots({
      lots: [
        lot(0, { name: "a", toMs: BigInt(fromMs) }),
        lot(0, { name: "b", quantity: "0" }),
        lot(1, { name: "c" }),
        lot(0, { name: "d", product: "papre" }),
        lot(0, { name: "e", unit: "kWh" }),
        lot(0, { name: "roll 0", key: "another" }),
      ],
    }),
  );
  expect(refused).toMatchObject({ code: "INVALID_ARGUMENT", reason: "bad-lots" });
  expect(refused.fields).toEqual(
    expect.arrayContaining([
      ...["lots[0].toMs", "lots[1].quantity", "lots[2].fromMs", "lots[3].product", "lots[4].unit", "lots[5].name"],
    ]),
  );
  expect(refused.message).toContain('Did you mean "paper"?');
  expect(refused.message).toContain('shares time with lot "roll 1"');
  expect((await lots().listLots({ factory: "mill" })).lots).toHaveLength(3);
  expect(await errorOf(lots().declareLots({ lots: [lot(0, { factory: "mull" })] }))).toMatchObject({
    code: "NOT_FOUND",
    message: expect.stringContaining("mill"),
  });
});

test("a lot that was taken back has no footprint, and its time belongs to no lot", async () => {
  const { lots: listed } = await lots().listLots({ factory: "mill" });
  const key = listed[1]?.lot?.key ?? "";
  const taken = { factory: "mill", key, withdrawn: true, who: "Li", why: "declared twice" };
  const { position: at } = await lots().declareLots({ lots: [taken] });
  position = at;
  expect((await ofLots()).map((one) => one.lot?.name)).toEqual(["roll 0", "roll 2"]);
  expect((await lots().listLots({ factory: "mill" })).lots).toHaveLength(2);
  const { footprints: periods } = await footprints().listFootprints({ factory: "mill" });
  const february = periods.find((one) => Number(one.fromMs) === fromMs);
  const { body } = await ask<{ free: { hours: number }[] }>(`${celadon.url}/v1/footprints/${february?.id}/lots`);
  const length = (Number(borders[2]) - Number(borders[1])) / hourMs;
  expect(body.free.map((one) => one.hours)).toEqual([7 / hourMs, length]);
  expect(await errorOf(lots().declareLots({ lots: [{ ...taken, key: "nothing" }] }))).toMatchObject({
    fields: ["lots[0].key"],
  });
});
