import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrations, openSharedLedger, rulesOfModel } from "@celadon/ledger";
import { TelemetryRecord, topics } from "@celadon/proto";
import { type EventLog, migrate, openEmbeddedStore, openLog } from "@celadon/runtime";
import { openKafka } from "../kafka/kafka-jars.ts";
import { openBrokerLog } from "./broker-log.ts";
import { atLeast, type Figure } from "./figure.ts";
import { type Fleet, fleetOf, plantOf, startMs } from "./fleet.ts";
import { batchOf } from "./ledger-alone.ts";
import { memoryLog, type Published } from "./memory-log.ts";
import { modelRecord } from "./model-record.ts";

const factories = 20;
const channels = 100;
/** Rows of a message: what the collector puts into one. */
const periodsAMessage = 10;
const ledgerGroup = "ledger";

/**
 * Readings that lie in the topic, to windows current: the ledger on a real broker, against the same ledger fed the same records
 * from memory. Both write into an embedded engine in this process; the broker shares the cores.
 */
export async function kafkaIngest(scale: number): Promise<Figure> {
  const periods = Math.max(periodsAMessage, Math.round((1_000 * scale) / periodsAMessage) * periodsAMessage);
  const fleets = Array.from(
    { length: factories },
    (_, i): Fleet => ({ ...fleetOf(channels, 60_000), factory: `plant-${i}` }),
  );
  const readings = factories * channels * periods;
  await measured(memoryLog(), fleets, Math.max(periodsAMessage, periods / 10)); // or the first of the two would pay for the compiler
  const memory = await measured(memoryLog(), fleets, periods);
  await using broker = await openKafka();
  const log = await openBrokerLog(broker.address);
  const ours = await measured(log, fleets, periods);
  return atLeast(0.7, {
    name: "kafka-ingest",
    ours: readings / ours.seconds,
    reference: readings / memory.seconds,
    unit: "readings/s",
    details: {
      ...{ readings, messages: (readings / channels / periodsAMessage) | 0, fetchMiB: 4, brokerSharesCores: "yes" },
      cpuMicrosPerReading: Math.round((ours.cpuMicros / readings) * 100) / 100,
      cpuMicrosPerReadingFromMemory: Math.round((memory.cpuMicros / readings) * 100) / 100,
    },
  });
}

async function measured(log: EventLog, fleets: readonly Fleet[], periods: number) {
  const folder = mkdtempSync(join(tmpdir(), "celadon-bench-"));
  const store = await openEmbeddedStore(join(folder, "store"));
  try {
    await migrate(store, "ledger", migrations);
    const publish = ({ key, value }: Published) => log.publish(topics.telemetry.name, key, value);
    await Promise.all(
      fleets.map((fleet) =>
        publish({ key: fleet.factory, value: modelRecord(fleet.factory, plantOf(fleet), startMs - 31 * 86_400_000) }),
      ),
    );
    for (let k = 0; k < periods; k += periodsAMessage) {
      await Promise.all(
        fleets.map((fleet) =>
          publish({
            key: fleet.factory,
            value: TelemetryRecord.encode({
              record: { $case: "readings", value: batchOf(fleet, k, Math.min(periods, k + periodsAMessage)) },
            }).finish(),
          }),
        ),
      );
    }
    const stop = new AbortController();
    const ledger = await openSharedLedger(
      { store, log, rulesOf: rulesOfModel, notes: openLog("error"), now: Date.now },
      1,
    );
    const [startedMs, cpu] = [performance.now(), process.cpuUsage()];
    const running = ledger.run(stop.signal);
    const isDone = await Promise.race([
      log.drained({ topic: topics.telemetry.name, group: ledgerGroup }, AbortSignal.timeout(600_000)),
      running.then(() => false),
    ]);
    const [seconds, used] = [(performance.now() - startedMs) / 1_000, process.cpuUsage(cpu)];
    if (!isDone) throw new Error("The ledger did not get to the end.");
    const [row] = await store.rows<{ count: string }>({ text: "SELECT count() AS count FROM readings FINAL" });
    if (Number(row?.count) !== fleets.length * channels * periods)
      throw new Error(`${row?.count} readings are stored.`);
    stop.abort();
    await running;
    return { seconds, cpuMicros: used.user + used.system };
  } finally {
    await log[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  }
}
