import { chunkOf, type MeterReading } from "@celadon/meter-to-telemetry";
import type { Log, Meter, Store } from "@celadon/runtime";
import { countAccepted } from "../count-accepted.ts";
import { quarantinedInAll } from "../quarantined-in.ts";

/** Counts readings of devices by what became of them, behind the answers: to look it up takes longer than to store a frame. */
export interface CountVerdicts {
  add(factory: string, readings: readonly MeterReading[]): void;
}

const everyMs = 1_000;
/** Readings that wait to be looked up; what is beyond counts as accepted, as all does where the ledger is another process. */
const waitingMax = 200_000;

export function countVerdicts({
  store,
  meter,
  notes,
  isShared,
}: {
  readonly store: Store;
  readonly meter: Meter;
  readonly notes: Log | undefined;
  readonly isShared: boolean;
}): CountVerdicts {
  let waiting = new Map<string, MeterReading[]>();
  let rows = 0;
  const countNow = async (): Promise<void> => {
    const chunks = [...waiting].map(([factory, readings]) => chunkOf(factory, readings));
    waiting = new Map();
    rows = 0;
    const quarantined = (await quarantinedInAll(store, chunks)).flat();
    const count = chunks.reduce((sum, chunk) => sum + chunk.count, 0);
    const duplicates = chunks.reduce((sum, chunk) => sum + chunk.duplicates, 0);
    countAccepted(meter, { accepted: count - quarantined.length, duplicates });
    for (const { reason } of quarantined) meter.count("celadon_readings_total", { verdict: "quarantined", reason }, 1);
  };
  return {
    add: (factory, readings) => {
      if (isShared || rows + readings.length > waitingMax) {
        countAccepted(meter, { accepted: readings.length, duplicates: 0 });
        return;
      }
      const before = waiting.get(factory);
      if (before === undefined) waiting.set(factory, [...readings]);
      else for (const reading of readings) before.push(reading);
      const isFirst = rows === 0;
      rows += readings.length;
      if (!isFirst) return;
      setTimeout(() => {
        countNow().catch((error: unknown) =>
          notes?.warn({ err: error }, "readings of devices could not be counted by verdict"),
        );
      }, everyMs).unref();
    },
  };
}
