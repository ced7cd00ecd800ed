import { setTimeout as sleep } from "node:timers/promises";
import type { MeterReading } from "@celadon/meter-to-telemetry";
import { openLog, openMetrics, type Store } from "@celadon/runtime";
import type { Delivery, MeterDoor } from "./meter-door.ts";
import { meterWork } from "./meter-work.ts";
import { checkMetersFile } from "./meters-file.ts";

/** A collector of devices alone, by a meters file; its door is the test's. */
export interface MetersInTest extends AsyncDisposable {
  /** What was durable, in this order; a key that came again stands there again. */
  readonly delivered: Delivery[];
  readonly readings: () => readonly MeterReading[];
  readonly refused: Parameters<MeterDoor["refuse"]>[0][];
  readonly said: string[];
  readonly clock: { nowMs: number };
  /** What it returns is waited for before a delivery is durable; what it throws is what the door says. */
  readonly gate: { wait: (delivery: Delivery) => Promise<void> | undefined };
  /** Stops as a signal does. */
  readonly stop: () => Promise<void>;
  /** Waits until it is so. */
  readonly until: (isSo: () => boolean) => Promise<void>;
}

const noStore: Store = {
  run: async () => undefined,
  insert: async () => undefined,
  rows: async () => [],
  [Symbol.asyncDispose]: async () => undefined,
};

export function metersInTest(yaml: string): MetersInTest {
  const { meters, faults } = checkMetersFile(yaml);
  if (meters === undefined) throw new Error(faults.map(({ problem }) => problem).join("\n"));
  const delivered: Delivery[] = [];
  const refused: Parameters<MeterDoor["refuse"]>[0][] = [];
  const said: string[] = [];
  const gate: MetersInTest["gate"] = { wait: () => undefined };
  const clock = { nowMs: Date.parse("2027-01-01T00:00:05Z") };
  const door: MeterDoor = {
    deliver: async (delivery) => {
      if (delivery.readings.length === 0) return;
      await gate.wait(delivery);
      delivered.push(delivery);
    },
    refuse: async (one) => void refused.push(one),
    refuseUnkept: () => undefined,
  };
  const notes = openLog("silent");
  for (const level of ["debug", "info", "warn", "error"] as const) {
    notes[level] = (...given: unknown[]) => void said.push(JSON.stringify(given));
  }
  const stopping = new AbortController();
  const metrics = openMetrics();
  const ports = { door, store: noStore, notes, meter: metrics, gauge: metrics.gauge, now: () => clock.nowMs };
  const working = Promise.all(meterWork(meters, ports).map((work) => work(stopping.signal)));
  working.catch(() => undefined); // heard by whoever stops it
  const stop = async (): Promise<void> => {
    stopping.abort();
    await working;
  };
  return {
    ...{ delivered, refused, said, clock, gate, stop },
    readings: () => delivered.flatMap(({ readings }) => readings),
    until: async (isSo) => {
      while (!isSo()) await sleep(5);
    },
    [Symbol.asyncDispose]: stop,
  };
}
