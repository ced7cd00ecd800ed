import { setTimeout as sleep } from "node:timers/promises";
import { type Metrics, openLog, openMetrics } from "@celadon/runtime";
import type { Delivery, MeterDoor } from "../meters/meter-door.ts";
import { checkMetersFile } from "../meters/meters-file.ts";
import type { RefusedBytes } from "../meters/refused-book.ts";
import { modbusWork } from "./modbus-work.ts";

/** A collector of slaves alone: its door and its clock are the test's. Whoever waits moves the clock on. */
export interface PollsInTest extends AsyncDisposable {
  readonly delivered: Delivery[];
  readonly refused: RefusedBytes[];
  readonly said: string[];
  readonly clock: { nowMs: number };
  readonly metrics: Metrics;
  /** What it throws is what the door says to a delivery. */
  readonly gate: { refuses: (delivery: Delivery) => Error | undefined };
  /** `channel at second = value`, in the order of delivery. */
  readonly readings: () => readonly string[];
  readonly until: (isSo: () => boolean) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const noStore = {
  run: async () => undefined,
  insert: async () => undefined,
  rows: async () => [],
  [Symbol.asyncDispose]: async () => undefined,
};

export function pollsInTest(
  yaml: string,
  choices: { readonly timeoutMs?: number; readonly waitingMax?: number } = {},
): PollsInTest {
  const { meters, faults } = checkMetersFile(yaml);
  if (meters?.modbus === undefined) throw new Error(faults.map(({ problem }) => problem).join("\n"));
  const delivered: Delivery[] = [];
  const refused: RefusedBytes[] = [];
  const said: string[] = [];
  const gate: PollsInTest["gate"] = { refuses: () => undefined };
  const clock = { nowMs: Date.parse("2027-01-01T00:00:05Z") };
  const door: MeterDoor = {
    deliver: async (delivery) => {
      const error = gate.refuses(delivery);
      if (error !== undefined) throw error;
      delivered.push(delivery);
    },
    refuse: async (one) => void refused.push(one),
    refuseUnkept: () => undefined,
  };
  const notes = openLog("silent");
  for (const level of ["debug", "info", "warn", "error"] as const) {
    notes[level] = (...given: unknown[]) => void said.push(JSON.stringify(given));
  }
  const metrics = openMetrics();
  const stopping = new AbortController();
  const ports = { door, store: noStore, notes, meter: metrics, gauge: metrics.gauge, now: () => clock.nowMs };
  const wait = async (ms: number): Promise<void> => {
    await sleep(2);
    clock.nowMs += ms;
  };
  const working = modbusWork(meters.modbus, ports, { random: () => 0, wait, timeoutMs: 500, ...choices })(
    stopping.signal,
  );
  let broke: unknown;
  working.catch((error: unknown) => {
    broke = error;
  });
  const stop = async (): Promise<void> => {
    stopping.abort();
    await working;
  };
  return {
    ...{ delivered, refused, said, clock, metrics, gate, stop },
    readings: () =>
      delivered.flatMap(({ readings }) =>
        readings.map(
          ({ channel, atMs, valueMicro }) =>
            `${channel} ${new Date(atMs).toISOString().slice(11, 19)} = ${Number(valueMicro) / 1e6}`,
        ),
      ),
    until: async (isSo) => {
      while (!isSo()) {
        if (broke !== undefined) throw broke;
        await sleep(2);
      }
    },
    [Symbol.asyncDispose]: stop,
  };
}
