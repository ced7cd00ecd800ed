import { ndjsonDecoder } from "@celadon/meter-to-telemetry";
import { type Caller, type EventLog, owner, refuse, type Store } from "@celadon/runtime";
import { expect, test } from "vitest";
import { ingest } from "./ingest.ts";

const line = (minute: number): string =>
  `{"factory":"mill","channel":"main","at":"2026-01-01T00:${String(minute).padStart(2, "0")}:00Z","value":${minute}}\n`;

/** A store in which every channel is declared and nothing is refused. */
const store: Store = {
  run: async () => undefined,
  insert: async () => undefined,
  rows: async <Row>({ text }: { readonly text: string }) => {
    if (!text.includes("FROM channels")) return [];
    const row = { channelId: "5561998170116763992", declaredFrom: ["0"], declaredTo: ["4102444800000"] };
    return [row as Row]; // what the one statement asks for
  },
  [Symbol.asyncDispose]: async () => undefined,
};

/** A log that answers each publication when the test says so. */
function handLog() {
  const open: { readonly done: () => void; readonly failed: (error: Error) => void }[] = [];
  const log: EventLog = {
    publish: (_topic, _key, _value) =>
      new Promise((resolve, reject) =>
        open.push({ done: () => resolve({ partition: 0, position: open.length }), failed: reject }),
      ),
    subscribe: async () => undefined,
    drained: async () => true,
    reached: async () => true,
    [Symbol.asyncDispose]: async () => undefined,
  };
  return { log, open };
}

const begin = (body: AsyncIterable<Uint8Array>, log: EventLog, caller: Caller = owner) =>
  ingest(
    body,
    { decoderFor: (sink) => ndjsonDecoder({ receivedMs: Date.UTC(2026, 6), chunkRows: 2 }, sink), rule: undefined },
    { request: "r1", origin: "test", receivedMs: Date.UTC(2026, 6), caller },
    { store, log, now: () => Date.UTC(2026, 6), isShared: false, refuseWhenStalled: () => undefined },
  );

const bytes = async function* (lines: readonly string[], error?: Error): AsyncGenerator<Uint8Array> {
  for (const text of lines) yield Buffer.from(text);
  if (error !== undefined) throw error;
};

const settled = async (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([promise.then(() => true), new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 20))]);

test("the answer waits until everything is committed", async () => {
  const { log, open } = handLog();
  const answer = begin(bytes([line(1), line(2), line(3)]), log);
  expect(await settled(answer)).toBe(false);
  open[0]?.done();
  expect(await settled(answer)).toBe(false);
  open[1]?.done();
  expect(await answer).toMatchObject({ report: { rejected: 0, duplicates: 0 }, broken: undefined });
});

test("the body is not read further than two chunks ahead of what is committed", async () => {
  const { log, open } = handLog();
  let read = 0;
  const body = (async function* () {
    for (let minute = 0; minute < 40; minute++) {
      read += 1;
      yield Buffer.from(line(minute));
    }
  })();
  const answer = begin(body, log);
  expect(await settled(answer)).toBe(false);
  expect([read <= 6, open.length <= 2]).toEqual([true, true]);
  for (let i = 0; i < 20; i++) {
    open[i]?.done();
    await settled(answer);
  }
  await answer;
  expect(read).toBe(40);
});

test("a refusal to commit is the answer, and the rest of the body is left unread", async () => {
  const { log, open } = handLog();
  const answer = begin(bytes(Array.from({ length: 40 }, (_, minute) => line(minute))), log);
  expect(await settled(answer.catch(() => undefined))).toBe(false);
  open[0]?.failed(refuse({ status: 503, code: "waiting", message: "The disk is full: make room." }));
  await expect(answer).rejects.toMatchObject({ refusal: { status: 503 } });
});

test("a body that breaks off is reported with what came before the break", async () => {
  const { log, open } = handLog();
  const gone = Object.assign(new Error("aborted"), { code: "ECONNRESET" });
  const answer = begin(bytes([line(1)], gone), log);
  await settled(answer);
  open[0]?.done();
  const { report, broken } = await answer;
  expect(broken).toBe(gone);
  expect(report.accepted + report.quarantined).toBe(1);
});

test("an error of our own while reading is not taken for a broken body", async () => {
  const answer = begin(bytes([], new TypeError("broken code")), handLog().log);
  await expect(answer).rejects.toThrow("broken code");
});

test("a body is refused at the first reading of a factory that is not the sender's; what came before is stored", async () => {
  const { log, open } = handLog();
  const north: Caller = { name: "north", roles: ["meter"], factories: ["mill"] };
  const answer = begin(bytes([line(1), line(2), line(3).replace("mill", "tannery"), line(4)]), log, north);
  open[0]?.done();
  await expect(answer).rejects.toMatchObject({ refusal: { status: 403, code: "foreign-factory" } });
  expect(open).toHaveLength(1);
});
