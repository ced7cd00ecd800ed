import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readingWriter, TelemetryRecord, topics } from "@celadon/proto";
import { type Caller, migrate, openEmbeddedEventLog, openEmbeddedStore, openLog } from "@celadon/runtime";
import { openLedger } from "../ledger.ts";
import { migrations } from "../migrations.ts";
import { rulesOfModel } from "../read-model.ts";
import { deadLetterGroup } from "./dead-letter-group.ts";
import { deadLetters } from "./dead-letters.ts";
import type { LetterPorts } from "./replay-letter.ts";

/** For tests: an engineer of one factory. */
export const engineerOf = (factory: string): Caller => ({
  name: factory,
  roles: ["engineer"],
  factories: [factory],
});

/** For tests: one reading of a factory, encoded as topic telemetry carries it. */
export function oneReading(factory: string, whole = 7): Uint8Array {
  const writer = readingWriter(factory);
  writer.push({
    ...{ channel: writer.channel("kwh"), atMs: Date.UTC(2026, 2), whole, micro: 0 },
    ...{ revision: 0, coversSeconds: 0, quality: 2, marks: 0 },
  });
  const batch = writer.take({ receivedMs: 1, origin: "test" });
  return TelemetryRecord.encode({ record: { $case: "readings", value: batch } }).finish();
}

/** For tests: a ledger and a keeper of dead letters on a store and a log of their own, which go when it is disposed. */
export async function lettersInTest() {
  const folder = mkdtempSync(join(tmpdir(), "celadon-letters-"));
  const store = await openEmbeddedStore(join(folder, "store"));
  await migrate(store, "ledger", migrations);
  const log = openEmbeddedEventLog(join(folder, "log"), [topics.telemetry.name]);
  const clock = { nowMs: Date.UTC(2026, 3) };
  const now = (): number => clock.nowMs;
  const stop = new AbortController();
  const ledger = await openLedger({ store, log, rulesOf: rulesOfModel, notes: openLog("silent"), now });
  const running = [ledger.run(stop.signal), deadLetters({ store, log, now })(stop.signal)];
  const ports: LetterPorts = { store, log, now };
  const kept = () =>
    log.drained({ topic: topics.deadLetter.name, group: deadLetterGroup }, AbortSignal.timeout(10_000));
  return {
    ...{ ports, clock, kept },
    /** Publishes something into a topic and waits until its dead letter, if any, is kept. */
    publish: async (factory: string, bytes: Uint8Array, topic: string = topics.telemetry.name) => {
      const place = await log.publish(topic, factory, bytes);
      await kept();
      return `${topic}:${place.partition}:${place.position}`;
    },
    countReadings: async () => (await store.rows<object>({ text: "SELECT 1 FROM readings FINAL" })).length,
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await Promise.all(running);
      await log[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
