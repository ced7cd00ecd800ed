import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { knownFactorsOf } from "@celadon/activity-to-inventory";
import { loadRelease } from "@celadon/footprinter";
import { deadLetters, ledgerRpcs, migrations, openLedger, openSightings, rulesOfModel } from "@celadon/ledger";
import { DeadLetter, DeadLetterServiceDefinition, type KeptLetter, TelemetryRecord, topics } from "@celadon/proto";
import { sha256Hex } from "@celadon/quantity";
import { migrate, openEmbeddedEventLog, openEmbeddedStore, openLog } from "@celadon/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { batchOf } from "./batch.ts";
import { errorOf } from "./error-of.ts";
import { served } from "./served.ts";

// One ledger for the whole file. Nobody can write garbage from outside, so the log is written to here.
const stack = new AsyncDisposableStack();
const garbage = Uint8Array.of(0x0a, 0xff, 0x01);
const readings = TelemetryRecord.encode({
  record: { $case: "readings", value: batchOf([{ atMs: Date.UTC(2026, 2) }]) },
}).finish();
let letters: ReturnType<typeof clientOf>;
let send: (topic: string, factory: string, bytes: Uint8Array) => Promise<void>;
const clientOf = ({ clients }: Awaited<ReturnType<typeof served>>) =>
  clients.create(DeadLetterServiceDefinition, 10_000);

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "celadon-letters-"));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const store = stack.use(await openEmbeddedStore(join(folder, "store")));
  await migrate(store, "ledger", migrations);
  const log = stack.use(openEmbeddedEventLog(join(folder, "log"), [topics.telemetry.name]));
  const now = (): number => Date.UTC(2026, 3);
  const stop = new AbortController();
  const ledger = await openLedger({ store, log, rulesOf: rulesOfModel, notes: openLog("silent"), now });
  const running = [ledger.run(stop.signal), deadLetters({ store, log, now })(stop.signal)];
  stack.defer(async () => {
    stop.abort();
    await Promise.all(running);
  });
  const sightings = openSightings(store, openLog("silent"));
  const asking = {
    store,
    log,
    bookNow: async () => ledger.book,
    knownFactors: knownFactorsOf(loadRelease()),
    now,
    sightings,
  };
  letters = clientOf(stack.use(await served(ledgerRpcs(asking))));
  send = async (topic, factory, bytes) => {
    await log.publish(topic, factory, bytes);
    await log.drained({ topic: topics.deadLetter.name, group: "dead-letters" }, AbortSignal.timeout(10_000));
  };
}, 60_000);
afterAll(() => stack.disposeAsync());

/** A letter that some part published. */
const sendLetter = (origin: string, content: Uint8Array, more: Partial<DeadLetter> = {}) =>
  send(
    topics.deadLetter.name,
    "mill",
    DeadLetter.encode({
      ...{ factory: "mill", origin, reason: "unknown-schema", evidence: "Newer.", content, schema: 0 },
      ...{ contentLength: BigInt(content.length), contentHash: sha256Hex(content), firstSeenMs: 1_000n },
      ...more,
    }).finish(),
  );
const signed = (origin: string) => ({ origin, who: "Li", why: "a test" });

test("what cannot be decoded is listed without its bytes, and shown with them and with what today says", async () => {
  await send(topics.telemetry.name, "tannery", garbage);
  const { letters: found, nextPageToken } = await letters.listDeadLetters({ factory: "tannery", state: "open" });
  expect(nextPageToken).toBe("");
  expect(found).toMatchObject([
    { factory: "tannery", reason: "undecodable", contentLength: 3n, keptLength: 3n, contentHash: sha256Hex(garbage) },
  ]);
  const [letter] = found;
  const shown = await letters.getDeadLetter({ origin: letter?.origin ?? "" });
  expect(shown).toEqual({
    ...{ letter, content: Buffer.from(garbage), isReadable: false },
    today: expect.stringContaining("Still not to be taken. The record is no celadon.telemetry.v1.TelemetryRecord"),
  });
});

test("a letter is replayed once and says where it went; again nothing changes", async () => {
  await sendLetter("telemetry:1:1", readings);
  expect(await letters.getDeadLetter({ origin: "telemetry:1:1" })).toMatchObject({ isReadable: true });
  const first = await letters.replayDeadLetter(signed("telemetry:1:1"));
  expect(first).toMatchObject({
    ...{ changed: true, position: expect.stringMatching(/^0:\d+$/) },
    letter: { state: "replayed", decisions: [{ what: "replayed", who: "Li", why: "a test" }] },
  });
  const again = await letters.replayDeadLetter(signed("telemetry:1:1"));
  expect(again).toEqual({ changed: false, position: "", letter: first.letter });
});

test("a letter is dropped once; again nothing changes", async () => {
  await sendLetter("telemetry:1:2", garbage);
  const first = await letters.dropDeadLetter(signed("telemetry:1:2"));
  expect(first).toMatchObject({ changed: true, letter: { state: "dropped" } });
  expect(await letters.dropDeadLetter(signed("telemetry:1:2"))).toEqual({ changed: false, letter: first.letter });
});

test("pages, one behind the other, are all letters in the order they were seen first", async () => {
  for (const at of [5n, 3n, 4n, 1n, 2n]) {
    await sendLetter(`telemetry:2:${at}`, garbage, { factory: "paged", reason: "rejected", firstSeenMs: at });
  }
  const found: KeptLetter[] = [];
  let pageToken = "";
  do {
    const page = await letters.listDeadLetters({ factory: "paged", reason: "rejected", pageSize: 2, pageToken });
    expect(page.letters.length).toBeLessThanOrEqual(2);
    found.push(...page.letters);
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  expect(found.map(({ firstSeenMs }) => firstSeenMs)).toEqual([1n, 2n, 3n, 4n, 5n]);
});

test("a letter that was cut, and one that was replayed, are FAILED_PRECONDITION", async () => {
  await sendLetter("telemetry:3:1", garbage, { contentLength: 2_000_000n });
  expect(await errorOf(letters.replayDeadLetter(signed("telemetry:3:1")))).toMatchObject({
    code: "FAILED_PRECONDITION",
    reason: "not-replayable",
    message: expect.stringContaining("of its 2000000 bytes only the first 3 are kept"),
  });
  expect(await errorOf(letters.dropDeadLetter(signed("telemetry:1:1")))).toMatchObject({
    code: "FAILED_PRECONDITION",
    reason: "already-replayed",
  });
});

test.each([
  ["NOT_FOUND", "unknown-dead-letter", () => letters.getDeadLetter({ origin: "telemetry:9:9" })],
  ["NOT_FOUND", "unknown-dead-letter", () => letters.replayDeadLetter(signed("telemetry:9:9"))],
  ["NOT_FOUND", "unknown-dead-letter", () => letters.dropDeadLetter(signed("x"))],
  ["INVALID_ARGUMENT", "bad-state", () => letters.listDeadLetters({ state: "gone" })],
  ["INVALID_ARGUMENT", "page-too-large", () => letters.listDeadLetters({ pageSize: 1_001 })],
  ["INVALID_ARGUMENT", "bad-page-token", () => letters.listDeadLetters({ pageToken: "x" })],
])("%s %s", async (code, reason, call) => {
  expect(await errorOf(call())).toMatchObject({ code, reason });
});

test("who and why are asked for by their names", async () => {
  expect(await errorOf(letters.replayDeadLetter({ origin: "telemetry:1:2" }))).toMatchObject({
    ...{ code: "INVALID_ARGUMENT", reason: "bad-decision", fields: ["who", "why"] },
  });
});
