import { setTimeout as wait } from "node:timers/promises";
import { telemetryRpc } from "@celadon/collector";
import {
  readingMarks,
  readingReader,
  type StreamReadingsRequest,
  TelemetryRecord,
  TelemetryServiceDefinition,
} from "@celadon/proto";
import { type EventLog, refuse, type Store } from "@celadon/runtime";
import type { Metadata } from "nice-grpc";
import { expect, test } from "vitest";
import { type BatchRow, batchOf } from "./batch.ts";
import { allOf, errorOf } from "./error-of.ts";
import { served } from "./served.ts";

const nowMs = Date.parse("2026-03-01T12:00:00Z");

/** A store in which channel "main" of every factory is declared for good, and nothing is refused. */
function plainStore() {
  const stored: string[] = [];
  const store: Store = {
    run: async () => undefined,
    insert: async (_table, _columns, tsv) => void stored.push(Buffer.from(tsv).toString()),
    rows: async <Row>({ text, params }: { text: string; params?: Readonly<Record<string, unknown>> }) => {
      const ids = String(params?.["ids"]).split(",");
      const declared = { declaredFrom: ["0"], declaredTo: ["4102444800000"] };
      return (text.includes("FROM channels") ? ids.map((channelId) => ({ channelId, ...declared })) : []) as Row[];
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
  return { store, stored };
}

/** A log whose reader commits when the test lets it. */
function heldLog() {
  const published: TelemetryRecord[] = [];
  const waiting: (() => void)[] = [];
  let isOpen = false;
  const log: EventLog = {
    publish: async (_topic, _key, value) => {
      const position = published.push(TelemetryRecord.decode(value));
      if (!isOpen) await new Promise<void>((done) => waiting.push(done));
      return { partition: 0, position };
    },
    subscribe: async () => undefined,
    drained: async () => true,
    reached: async () => true,
    [Symbol.asyncDispose]: async () => undefined,
  };
  const commit = () => {
    isOpen = true;
    for (const done of waiting.splice(0)) done();
  };
  const commitOne = () => waiting.shift()?.();
  return { log, published, commit, commitOne };
}

interface Setting {
  readonly answerMsMax?: number;
  readonly refuseWhenStalled?: () => void;
}
async function telemetry({ answerMsMax = 4_000, refuseWhenStalled = () => undefined }: Setting = {}) {
  const { store, stored } = plainStore();
  const { log, published, commit, commitOne } = heldLog();
  const service = await served([
    telemetryRpc({ store, log, now: () => nowMs, isShared: false, refuseWhenStalled, answerMsMax }),
  ]);
  const client = service.clients.create(TelemetryServiceDefinition, 4_000);
  return { client, stored, published, commit, commitOne, [Symbol.asyncDispose]: service[Symbol.asyncDispose] };
}

const question = (seq: number, rows: readonly BatchRow[] = [{ atMs: nowMs + seq }]): StreamReadingsRequest => ({
  seq: BigInt(seq),
  batch: batchOf(rows),
});
async function* questions(most: number): AsyncGenerator<StreamReadingsRequest> {
  for (let seq = 1; seq <= most; seq++) yield question(seq);
}

test("verdicts add up to the readings sent, and each refused row is named by its place", async () => {
  await using service = await telemetry();
  service.commit();
  const batch = batchOf([{ atMs: nowMs }, { atMs: nowMs }, { atMs: nowMs, whole: 2 }, { atMs: nowMs + 1 }]);
  const quality = batch.quality.with(3, 11);
  const [answer] = await allOf(service.client.streamReadings(oneOf({ seq: 5n, batch: { ...batch, quality } })));
  expect(answer).toMatchObject({
    seq: 5n,
    position: "0:1",
    counts: { accepted: 2n, quarantined: 0n, rejected: 1n, duplicate: 1n },
    refused: [{ seq: 5n, index: 3, verdict: 3, reason: "bad-quality", channel: "main", atMs: BigInt(nowMs + 1) }],
    refusedLeftOut: 0n,
  });
});

test("an instant that is nonsense to the last bit is refused as it was sent", async () => {
  await using service = await telemetry();
  const batch = batchOf([{ atMs: nowMs }]);
  const atMs = new Uint8Array(BigInt64Array.of(2n ** 63n - 1n).buffer);
  const [answer] = await allOf(service.client.streamReadings(oneOf({ seq: 1n, batch: { ...batch, atMs } })));
  expect(answer?.refused).toMatchObject([{ reason: "time-out-of-bounds", atMs: 2n ** 63n - 1n }]);
});

test("the collector says when, whence and whether in time; what the sender claims of it is ignored", async () => {
  await using service = await telemetry();
  service.commit();
  const rows = [{ atMs: nowMs + 300_000 }, { atMs: nowMs + 300_001 }];
  await allOf(service.client.streamReadings(oneOf({ seq: 1n, batch: batchOf(rows) })));
  const [record] = service.published;
  if (record?.record?.$case !== "readings") throw new Error("No batch was published.");
  expect(record.record.value).toMatchObject({ receivedMs: BigInt(nowMs), origin: "grpc:127.0.0.1", factory: "mill" });
  const reader = readingReader(record.record.value);
  expect([reader.marks(0), reader.marks(1)]).toEqual([readingMarks.timely, 0]);
});

test("no answer before the ledger has committed, and at most eight batches without one", async () => {
  await using service = await telemetry();
  let sent = 0;
  const counted = async function* () {
    for await (const one of questions(20)) {
      sent = Number(one.seq);
      yield one;
    }
  };
  const answers = service.client.streamReadings(counted())[Symbol.asyncIterator]();
  const first = answers.next();
  await expect.poll(() => service.published.length).toBe(8);
  await wait(50);
  expect(service.published, "the server reads no further").toHaveLength(8);
  service.commit();
  expect((await first).value).toMatchObject({ seq: 1n });
  for (let seq = 2; seq <= 20; seq++) expect((await answers.next()).value).toMatchObject({ seq: BigInt(seq) });
  expect((await answers.next()).done).toBe(true);
  expect(sent).toBe(20);
});

test("a sender that never reads its answers is held back, not buffered", { timeout: 30_000 }, async () => {
  await using service = await telemetry();
  service.commit();
  const batch = batchOf(Array.from({ length: 1_000 }, (_, i) => ({ atMs: nowMs + i })));
  const refusedAll = { ...batch, quality: batch.quality.map(() => 11) }; // an answer of some 100 kB each
  let sent = 0;
  const flood = async function* () {
    for (let seq = 1; seq <= 2_000; seq++) {
      sent = seq;
      yield { seq: BigInt(seq), batch: refusedAll };
    }
  };
  const giveUp = new AbortController();
  const answers = service.client.streamReadings(flood(), { signal: giveUp.signal })[Symbol.asyncIterator]();
  await answers.next();
  let before = 0;
  while (sent > before) {
    before = sent;
    await wait(500);
  }
  expect(sent).toBeLessThan(200);
  giveUp.abort();
  await answers.next().catch(() => undefined);
});

test("a batch that is not stored in time ends the stream UNAVAILABLE, after the answers before it", async () => {
  await using service = await telemetry({ answerMsMax: 300 });
  const heard: bigint[] = [];
  const stream = async () => {
    for await (const { seq } of service.client.streamReadings(questions(3))) heard.push(seq);
  };
  const ended = errorOf(stream());
  await expect.poll(() => service.published.length).toBe(3);
  service.commitOne();
  expect(await ended).toMatchObject({
    code: "UNAVAILABLE",
    reason: "not-yet-stored",
    message: expect.stringContaining("Request 2 is not stored after 0.3 s"),
  });
  expect(heard).toEqual([1n]);
});

test("while answers come a stream goes on, however long all of them together take", async () => {
  await using service = await telemetry({ answerMsMax: 1_000 });
  const stream = allOf(service.client.streamReadings(questions(6)));
  await expect.poll(() => service.published.length).toBe(6);
  for (let i = 0; i < 6; i++) {
    await wait(200);
    service.commitOne();
  }
  expect(await stream).toHaveLength(6);
});

test("a batch nobody can read ends the call INVALID_ARGUMENT with its fault; those before it are answered", async () => {
  await using service = await telemetry();
  service.commit();
  const broken = async function* () {
    yield* questions(2);
    yield { seq: 3n, batch: { ...batchOf([{ atMs: nowMs }]), quality: new Uint8Array(7) } };
  };
  const heard: bigint[] = [];
  const stream = async () => {
    for await (const { seq } of service.client.streamReadings(broken())) heard.push(seq);
  };
  expect(await errorOf(stream())).toMatchObject({
    code: "INVALID_ARGUMENT",
    reason: "bad-batch",
    fields: ["batch"],
    message: expect.stringContaining('Request 3: Column "quality"'),
  });
  expect(heard).toEqual([1n, 2n]);
  expect(await errorOf(service.client.sendReadings(broken()))).toMatchObject({ code: "INVALID_ARGUMENT" });
});

test("a batch of 100 MB is refused by its size before it is read, and the server goes on", {
  timeout: 60_000,
}, async () => {
  await using service = await telemetry();
  service.commit();
  const huge = async function* () {
    yield { seq: 1n, batch: { ...batchOf([{ atMs: nowMs }]), origin: "x".repeat(100_000_000) } };
  };
  expect(await errorOf(service.client.sendReadings(huge()))).toMatchObject({ code: "RESOURCE_EXHAUSTED" });
  expect(await errorOf(allOf(service.client.streamReadings(huge())))).toMatchObject({ code: "RESOURCE_EXHAUSTED" });
  expect(service.published).toEqual([]);
  const answer = await service.client.sendReadings(questions(3));
  expect(answer.counts?.accepted).toBe(3n);
});

test("numbers of requests must rise, or a refusal could mean two of them", async () => {
  await using service = await telemetry();
  service.commit();
  const twice = async function* () {
    yield question(4);
    yield question(4);
  };
  expect(await errorOf(service.client.sendReadings(twice()))).toMatchObject({
    code: "INVALID_ARGUMENT",
    message: expect.stringContaining('"seq" must rise'),
  });
});

test("many batches, one answer: the counts of all, the last number, and no more than a thousand refusals", async () => {
  await using service = await telemetry();
  service.commit();
  const many = async function* () {
    for (let seq = 1; seq <= 3; seq++) {
      const batch = batchOf(Array.from({ length: 600 }, (_, i) => ({ atMs: nowMs + 600 * seq + i })));
      yield { seq: BigInt(seq), batch: { ...batch, quality: batch.quality.map((code, i) => (i < 500 ? 11 : code)) } };
    }
  };
  let request: string | undefined;
  const onHeader = (header: Metadata) => {
    request = header.get("celadon-request");
  };
  const answer = await service.client.sendReadings(many(), { onHeader });
  expect(answer).toMatchObject({ seq: 3n, position: "0:3", refusedLeftOut: 500n });
  expect(answer.counts).toEqual({ accepted: 300n, quarantined: 0n, rejected: 1_500n, duplicate: 0n });
  expect(answer.refused).toHaveLength(1_000);
  expect(answer.refused.at(-1)).toMatchObject({ seq: 2n, index: 499 });
  // Kept under the name the answer's header gave, by row of the whole call.
  const kept = service.stored.join("").trimEnd().split("\n");
  expect(kept).toHaveLength(1_500);
  expect(kept.at(-1)?.split("\t").slice(0, 4)).toEqual([request, "1700", "rejected", "bad-quality"]);
});

test("a caller who goes away leaves what is in hand stored, and nobody waiting", async () => {
  await using service = await telemetry();
  const giveUp = new AbortController();
  const stream = allOf(service.client.streamReadings(questions(3), { signal: giveUp.signal })).catch(
    (error: Error) => error,
  );
  await expect.poll(() => service.published.length).toBe(3);
  giveUp.abort();
  expect(await stream).toMatchObject({ name: "AbortError" });
  service.commit();
  const again = await service.client.sendReadings(questions(3));
  expect(again.counts?.accepted).toBe(3n);
});

test("while nothing can be stored nothing is taken", async () => {
  const full = () => {
    throw refuse({ status: 503, code: "waiting", message: "The disk is full: free some space." });
  };
  await using service = await telemetry({ refuseWhenStalled: full });
  expect(await errorOf(service.client.sendReadings(questions(1)))).toMatchObject({
    code: "UNAVAILABLE",
    reason: "waiting",
  });
  expect(service.published).toEqual([]);
});

test("no batch at all is no reading", async () => {
  await using service = await telemetry();
  const none = async function* (): AsyncGenerator<StreamReadingsRequest> {};
  expect(await service.client.sendReadings(none())).toMatchObject({ seq: 0n, position: "", refused: [] });
  expect(await errorOf(service.client.sendReadings(oneOf({ seq: 1n })))).toMatchObject({ code: "INVALID_ARGUMENT" });
});

async function* oneOf<Item>(item: Item): AsyncGenerator<Item> {
  yield item;
}
