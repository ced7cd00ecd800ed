import {
  ActivityServiceDefinition,
  DeclarationServiceDefinition,
  PlantModelServiceDefinition,
  QuarantineServiceDefinition,
  RebuildServiceDefinition,
  TelemetryServiceDefinition,
} from "@celadon/proto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../journey/ask.ts";
import { mill } from "../journey/mill.ts";
import { batchOf } from "./batch.ts";
import { errorOf } from "./error-of.ts";
import { celadonProcess } from "./process.ts";

// One process for the whole file: the tests are a story, and each says what it adds.
let celadon: Awaited<ReturnType<typeof celadonProcess>>;
beforeAll(async () => {
  celadon = await celadonProcess();
});
afterAll(() => celadon[Symbol.asyncDispose]());
const plants = () => celadon.clients.create(PlantModelServiceDefinition, 10_000);
const telemetry = () => celadon.clients.create(TelemetryServiceDefinition, 10_000);
const activity = () => celadon.clients.create(ActivityServiceDefinition, 10_000);
const quarantine = () => celadon.clients.create(QuarantineServiceDefinition, 10_000);
const declarations = () => celadon.clients.create(DeclarationServiceDefinition, 10_000);
const rebuilds = () => celadon.clients.create(RebuildServiceDefinition, 10_000);

const hourMs = 3_600_000;
const startMs = Date.parse("2026-03-01T00:00:00Z");

test("a model is checked by line without being stored, and a faulty one is an answer", async () => {
  const good = await plants().checkPlantModel({ yaml: mill });
  expect(good).toMatchObject({ faults: [], version: { factory: "mill", channels: ["mainKwh", "paperT", "pumpKw"] } });
  const bad = await plants().checkPlantModel({ yaml: mill.replace("unit: kWh", "unit: kwH") });
  expect(bad.version).toBeUndefined();
  expect(bad.faults).toMatchObject([{ line: 6, path: "channels.mainKwh.unit", fix: expect.stringContaining("kWh") }]);
  expect(await plants().listPlantModels({})).toMatchObject({ versions: [] });
});

test("a faulty model is not applied: every fault is a field violation", async () => {
  const yaml = mill.replace("unit: kWh", "unit: kwH").replace("period: month", "period: moth");
  expect(await errorOf(plants().applyPlantModel({ yaml, who: "Li", why: "start" }))).toMatchObject({
    code: "INVALID_ARGUMENT",
    reason: "plant-faults",
    fields: ["channels.mainKwh.unit", "products.paper.period"],
  });
});

test("a model is applied once; the same text again changes nothing; another start than the writer's is ABORTED", async () => {
  const first = await plants().applyPlantModel({ yaml: mill, who: "Li", why: "start" });
  expect(first).toMatchObject({ changed: true, version: { factory: "mill", revision: 0, products: ["paper"] } });
  expect(await plants().applyPlantModel({ yaml: mill, who: "Wu", why: "again" })).toMatchObject({ changed: false });
  const next = { yaml: `${mill}# checked\n`, who: "Wu", why: "a note" };
  expect(await errorOf(plants().applyPlantModel({ ...next, expectedHash: "f".repeat(64) }))).toMatchObject({
    code: "ABORTED",
    reason: "plant-outdated",
  });
  const expectedHash = first.version?.hash ?? "";
  expect(await plants().applyPlantModel({ ...next, expectedHash })).toMatchObject({ version: { revision: 1 } });
});

test("a model is read back by hash and by instant; before its first day there is none", async () => {
  const { versions } = await plants().listPlantModels({ factory: "mill" });
  const hash = versions[0]?.hash ?? "";
  const { model } = await plants().getPlantModel({ factory: "mill", version: { $case: "hash", value: hash } });
  expect(model?.yaml).toBe(`${mill}# checked\n`);
  const atMs = (value: number) => ({ factory: "mill", version: { $case: "atMs", value: BigInt(value) } }) as const;
  expect((await plants().getPlantModel(atMs(startMs))).model?.hash).toBe(hash);
  expect(await errorOf(plants().getPlantModel(atMs(Date.parse("2020-01-01T00:00:00Z"))))).toMatchObject({
    code: "NOT_FOUND",
    message: expect.stringContaining("its versions begin at 2025-12-31T16:00:00Z"),
  });
  expect(await errorOf(plants().getPlantModel({ factory: "mill" }))).toMatchObject({ fields: ["version"] });
});

test("readings are answered when their windows are current: what is asked next sees them", async () => {
  // 24 hours of a counter that rises by 10 kWh a quarter of an hour, and one reading 5,000 kWh too high.
  const rows = Array.from({ length: 97 }, (_, i) => ({
    channel: "mainKwh",
    atMs: startMs + i * (hourMs / 4),
    whole: 1_000 + 10 * i + (i === 50 ? 5_000 : 0),
  }));
  const sent = async function* () {
    yield { seq: 1n, batch: batchOf(rows) };
    yield { seq: 2n, batch: batchOf([{ channel: "unheardOf", atMs: startMs }]) };
  };
  const answer = await telemetry().sendReadings(sent());
  expect(answer.counts).toEqual({ accepted: 96n, quarantined: 2n, rejected: 0n, duplicate: 0n });
  expect(answer.refused).toMatchObject([
    { seq: 1n, index: 50, verdict: 2, reason: "above-rated", channel: "mainKwh" },
    { seq: 2n, index: 0, verdict: 2, reason: "unknown-channel", channel: "unheardOf" },
  ]);
  const { windows, asOf } = await activity().listActivity({ channels: ["mainKwh"], after: answer.position });
  expect(asOf).toBe(answer.position);
  expect(windows).toHaveLength(24);
  expect(windows.map(({ amount }) => Number(amount)).reduce((a, b) => a + b)).toBe(960);
  expect(windows[0]).toMatchObject({
    startMs: BigInt(startMs),
    localStart: "2026-03-01T08:00:00+08:00",
    amount: "40",
    unit: "kWh",
    measuredMs: hourMs,
    missingMs: 0,
  });
});

test("pages of windows and of readings, one behind the other, are what HTTP lists at once", async () => {
  const windows: string[] = [];
  let pageToken = "";
  do {
    const page = await activity().listActivity({ factory: "mill", pageSize: 7, pageToken });
    windows.push(...page.windows.map(({ localStart, amount }) => `${localStart} ${amount}`));
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  const listed = await ask<{ localStart: string; amount: string }[]>(`${celadon.url}/v1/activity?factory=mill`);
  expect(windows).toEqual(listed.body.map(({ localStart, amount }) => `${localStart} ${amount}`));

  const readings: string[] = [];
  do {
    const page = await activity().listReadings({ factory: "mill", pageSize: 40, pageToken, withQuarantined: true });
    readings.push(
      ...page.readings.map(({ channel, localAt, value, reason }) => `${channel} ${localAt} ${value} ${reason}`),
    );
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  const all = await ask<{ channel: string; localAt: string; value: string; reason?: string }[]>(
    `${celadon.url}/v1/readings?factory=mill`,
  );
  expect(readings).toEqual(
    all.body.map(({ channel, localAt, value, reason = "" }) => `${channel} ${localAt} ${value} ${reason}`),
  );
});

test("readings that do not count are left out unless they are asked for", async () => {
  const { readings } = await activity().listReadings({ channels: ["mainKwh"] });
  expect(readings).toHaveLength(96);
  expect(new Set(readings.map(({ verdict }) => verdict))).toEqual(new Set([1]));
});

test("the quarantine shows each reading between those that count, and counts by reason over all pages", async () => {
  const { readings, counts, nextPageToken } = await quarantine().listQuarantine({ factory: "mill", pageSize: 1 });
  expect(readings).toMatchObject([
    {
      reading: { channel: "mainKwh", value: "6500", verdict: 2, reason: "above-rated", evidence: expect.any(String) },
      before: { value: "1490", verdict: 1 },
      next: { value: "1510", verdict: 1 },
      receivedMs: 0n,
    },
  ]);
  expect(counts).toEqual([
    { factory: "mill", reason: "above-rated", readings: 1n },
    { factory: "mill", reason: "unknown-channel", readings: 1n },
  ]);
  const rest = await quarantine().listQuarantine({ factory: "mill", pageToken: nextPageToken });
  expect(rest.readings).toMatchObject([{ reading: { channel: "unheardOf" } }]);
  expect(rest.readings[0]?.before).toBeUndefined();
  const wanted = await quarantine().listQuarantine({ reasons: ["unknown-channel"] });
  expect(wanted.readings).toHaveLength(1);
  expect(wanted.counts).toHaveLength(1);
});

test("one reading is shown between its neighbours, over HTTP too; a time without one names the nearest", async () => {
  const atMs = BigInt(startMs + 50 * (hourMs / 4));
  const one = await quarantine().getQuarantined({ factory: "mill", channel: "mainKwh", atMs, around: 2 });
  expect(one).toMatchObject({
    reading: { reading: { value: "6500", reason: "above-rated" }, before: { value: "1490" }, next: { value: "1510" } },
    earlier: [{ value: "1480" }, { value: "1490" }],
    later: [{ value: "1510" }, { value: "1520" }],
    declarations: [],
  });
  const query = new URLSearchParams({ factory: "mill", channel: "mainKwh", at: "2026-03-01T12:30:00Z", around: "1" });
  const { body } = await ask(`${celadon.url}/v1/quarantine/reading?${query}`);
  expect(body).toMatchObject({
    ...{ value: "6500", reason: "above-rated", received: null, origin: null },
    ...{ earlier: [{ value: "1490" }], later: [{ value: "1510" }] },
  });
  const beside = { factory: "mill", channel: "mainKwh", atMs: atMs + 1n };
  expect(await errorOf(quarantine().getQuarantined(beside))).toMatchObject({
    code: "NOT_FOUND",
    reason: "unknown-reading",
    message: expect.stringContaining("stand at 2026-03-01T12:30:00Z and 2026-03-01T12:45:00Z"),
  });
});

test("pages of the quarantine over HTTP are those of its list, and reasons choose among them", async () => {
  const listed = await ask<object[]>(`${celadon.url}/v1/quarantine?factory=mill`);
  const first = await ask<object[]>(`${celadon.url}/v1/quarantine?factory=mill&limit=1`);
  const token = String(first.headers["celadon-next-page"]);
  const second = await ask<object[]>(`${celadon.url}/v1/quarantine?factory=mill&limit=1&page=${token}`);
  expect([...first.body, ...second.body]).toEqual(listed.body);
  expect(second.headers["celadon-next-page"]).toBeUndefined();
  const spikes = await ask<object[]>(`${celadon.url}/v1/quarantine?reason=spike&reason=unknown-channel`);
  expect(spikes.body).toMatchObject([{ channel: "unheardOf" }]);
});

const fact = {
  factory: "mill",
  channel: "mainKwh",
  key: "9c1d",
  revision: 0,
  atMs: BigInt(startMs + 12 * hourMs),
  fact: { $case: "rejection", value: { toMs: BigInt(startMs + 12 * hourMs + 1) } },
  who: "Li",
  declaredMs: BigInt(startMs + 48 * hourMs),
  why: "read off wrongly",
} as const;

test("a declared fact holds when it is answered, comes back as it was declared, and is withdrawn by its key", async () => {
  const { position } = await declarations().declare({ declaration: fact });
  expect(position).toMatch(/^0:\d+$/);
  expect((await activity().listReadings({ channels: ["mainKwh"] })).readings).toHaveLength(95);
  expect((await declarations().listDeclarations({ factory: "mill" })).declarations).toEqual([fact]);
  const listed = await ask<object[]>(`${celadon.url}/v1/declarations?factory=mill`);
  expect(listed.body).toMatchObject([{ id: "9c1d", kind: "reject", at: "2026-03-01T12:00:00Z" }]);

  const withdrawal = { ...fact, revision: 1, fact: { $case: "withdrawal", value: {} } } as const;
  await declarations().declare({ declaration: withdrawal });
  expect((await activity().listReadings({ channels: ["mainKwh"] })).readings).toHaveLength(96);
  expect((await declarations().listDeclarations({ factory: "mill" })).declarations).toEqual([]);
});

test.each([
  [{}, ["factory", "channel", "key", "fact", "who", "why", "declaredMs", "atMs"]],
  [{ ...fact, fact: { $case: "rejection", value: { toMs: fact.atMs } } } as const, ["toMs"]],
  [{ ...fact, fact: { $case: "multiplierChange", value: { multiplier: "0" } } } as const, ["multiplier"]],
  [{ ...fact, fact: { $case: "registerReset", value: { opening: "1.2345678" } } } as const, ["opening"]],
])("a fact that says too little or nonsense is refused with every field at fault: %#", async (declaration, fields) => {
  expect(await errorOf(declarations().declare({ declaration }))).toMatchObject({ code: "INVALID_ARGUMENT", fields });
});

const asked = { factory: "mill", key: "6f1c54de-90f5-4f44-a7d0-6f3a3a0b3a51", who: "Li", askedMs: 1n, why: "a proof" };

test("a rebuild is answered when it is done, and its report can be asked for again, over HTTP too", async () => {
  const { report, position } = await rebuilds().requestRebuild({ rebuild: asked });
  expect(position).toMatch(/^0:\d+$/);
  expect(report).toMatchObject({
    rebuild: asked,
    channels: [
      { channel: "mainKwh", hours: 24n, differingHours: 0n, differingVerdicts: 0n, differing: [] },
      { channel: "unheardOf", hours: 0n, differingHours: 0n },
    ],
  });
  expect((await rebuilds().getRebuild({ factory: "mill", key: asked.key })).report).toEqual(report);
  const listed = await ask<object>(`${celadon.url}/v1/rebuilds/${asked.key}?factory=mill`);
  expect(listed.body).toMatchObject({ id: asked.key, why: "a proof", channels: [{ hours: 24 }, { hours: 0 }] });
});

test.each([
  [{}, ["factory", "who", "why", "askedMs", "key"]],
  [{ ...asked, fromMs: BigInt(startMs), toMs: BigInt(startMs) }, ["toMs"]],
  [{ ...asked, fromMs: 1n }, ["fromMs"]],
])("a rebuild that says too little or nonsense is refused with every field at fault: %#", async (rebuild, fields) => {
  expect(await errorOf(rebuilds().requestRebuild({ rebuild }))).toMatchObject({
    ...{ code: "INVALID_ARGUMENT", reason: "bad-rebuild" },
    fields,
  });
});

test.each([
  ["NOT_FOUND", "unknown-factory", () => rebuilds().requestRebuild({ rebuild: { ...asked, factory: "mil" } })],
  ["NOT_FOUND", "unknown-rebuild", () => rebuilds().getRebuild({ factory: "mill", key: asked.factory })],
  ["NOT_FOUND", "unknown-channel", () => declarations().declare({ declaration: { ...fact, channel: "mainKwH" } })],
  [
    "NOT_FOUND",
    "unknown-declaration",
    () => declarations().declare({ declaration: { ...fact, key: "no", fact: { $case: "withdrawal", value: {} } } }),
  ],
  ["UNIMPLEMENTED", "no-history", () => declarations().listDeclarations({ history: true })],
  ["NOT_FOUND", "unknown-factory", () => activity().listActivity({ factory: "mil" })],
  ["INVALID_ARGUMENT", "bad-period", () => activity().listActivity({ fromMs: 1n })],
  ["INVALID_ARGUMENT", "bad-period", () => activity().listReadings({ fromMs: 2n, toMs: 1n })],
  ["INVALID_ARGUMENT", "page-too-large", () => activity().listReadings({ pageSize: 10_001 })],
  ["INVALID_ARGUMENT", "bad-page-token", () => quarantine().listQuarantine({ pageToken: "x" })],
  ["INVALID_ARGUMENT", "bad-days", () => activity().listMeters({ days: 93 })],
  ["INVALID_ARGUMENT", "bad-page-token", () => activity().listMeters({ pageToken: "x" })],
  ["INVALID_ARGUMENT", "bad-around", () => quarantine().getQuarantined({ ...fact, around: 101 })],
  ["INVALID_ARGUMENT", "bad-position", () => quarantine().listQuarantine({ after: "yesterday" })],
  ["INVALID_ARGUMENT", "too-large", () => plants().checkPlantModel({ yaml: "#".repeat(1_048_577) })],
])("%s %s", async (code, reason, call) => {
  expect(await errorOf(call())).toMatchObject({ code, reason });
});
