import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrations, openLedger, rulesOfModel } from "@celadon/ledger";
import { type PlantModel, type ReadingBatch, readingWriter, TelemetryRecord, topics } from "@celadon/proto";
import { sha256Hex } from "@celadon/quantity";
import { migrate, openEmbeddedEventLog, openEmbeddedStore, openLog, type Store } from "@celadon/runtime";
import { type Fleet, plantOf, registerMicro, startMs } from "./fleet.ts";

/** The ledger without its front: records in, durable and windows current when `publish` resolves. */
export async function ledgerAlone(
  fleet: Fleet,
  prepare: (store: Awaited<ReturnType<typeof openEmbeddedStore>>) => Promise<void>,
) {
  const folder = mkdtempSync(join(tmpdir(), "celadon-bench-"));
  const store = await openEmbeddedStore(join(folder, "store"));
  await migrate(store, "ledger", migrations);
  const yaml = plantOf(fleet);
  const model: PlantModel = {
    factory: fleet.factory,
    yaml,
    hash: sha256Hex(yaml),
    effectiveFromMs: BigInt(startMs - 31 * 86_400_000),
    revision: 0,
    who: "bench",
    appliedMs: 0n,
    why: "bench",
  };
  const log = openEmbeddedEventLog(join(folder, "log"), [topics.telemetry.name]);
  const stop = new AbortController();
  const open = () => openLedger({ store, log, rulesOf: rulesOfModel, notes: openLog("warn"), now: Date.now });
  let ledger = await open();
  let running = ledger.run(stop.signal);
  const publish = (record: TelemetryRecord["record"]) =>
    log.publish(topics.telemetry.name, fleet.factory, TelemetryRecord.encode({ record }).finish());
  await publish({ $case: "plantModel", value: model });
  // One reading of every meter names them all; then the table is filled, and the ledger reads it back as at a start.
  await publish({ $case: "readings", value: batchOf(fleet, 0, 1) });
  stop.abort();
  await running;
  await prepare(store);
  await settled(store);
  await store.run({ text: "INSERT INTO progress (name, seq) VALUES ('windows', 1000)" });
  const again = new AbortController();
  ledger = await open();
  running = ledger.run(again.signal);
  return {
    store,
    /** Rejects with the ledger's own fault when it stops by one. */
    publish: (batch: ReadingBatch) => Promise.race([publish({ $case: "readings", value: batch }), running]),
    [Symbol.asyncDispose]: async () => {
      again.abort();
      await running;
      await log[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the engine has merged what was filled in: else its merges would be measured with the first table and not the next. */
export async function settled(store: Store): Promise<void> {
  for (;;) {
    const [row] = await store.rows<{ merges: string }>({ text: "SELECT count() AS merges FROM system.merges" });
    if (row?.merges === "0") return;
    await new Promise((done) => setTimeout(done, 250));
  }
}

/** Periods [from, to) of a fleet as one batch. */
export function batchOf({ factory, channels, periodMs }: Fleet, from: number, to: number): ReadingBatch {
  const writer = readingWriter(factory);
  for (let k = from; k < to; k++) {
    channels.forEach((channel, c) => {
      const micro = registerMicro(c, k);
      writer.push({
        channel: writer.channel(channel),
        atMs: startMs + k * periodMs,
        whole: Math.floor(micro / 1e6),
        micro: micro % 1e6,
        revision: 0,
        coversSeconds: 0,
        quality: 2,
        marks: 1024,
      });
    });
  }
  return writer.take({ receivedMs: 0, origin: "bench" });
}
