import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Metrics, Store } from "@celadon/runtime";
import { openLog, openMetrics } from "@celadon/runtime";
import type { Delivery, MeterDoor } from "../meters/meter-door.ts";
import { checkMetersFile } from "../meters/meters-file.ts";
import type { RefusedBytes } from "../meters/refused-book.ts";
import { type Hj212Choices, hj212Work } from "./hj212-work.ts";

/** A collector of stations alone: its door is the test's, its store may be. */
export interface StationsInTest extends AsyncDisposable {
  readonly port: number;
  readonly delivered: Delivery[];
  readonly refused: RefusedBytes[];
  /** Reasons of what was refused and only counted. */
  readonly unkept: string[];
  readonly clock: { nowMs: number };
  readonly metrics: Metrics;
  /** What was logged, as JSON lines. */
  readonly said: string[];
  /** Called for each delivery; what it returns is waited for before it is durable. `waiting` counts those. */
  readonly gate: { wait: (delivery: Delivery) => Promise<void> | undefined; waiting: number };
}

const emptyStore: Store = {
  run: async () => undefined,
  insert: async () => undefined,
  rows: async () => [],
  [Symbol.asyncDispose]: async () => undefined,
};

export async function stationsInTest(
  yaml: string,
  { store = emptyStore, ...choices }: Omit<Hj212Choices, "onListening"> & { readonly store?: Store } = {},
): Promise<StationsInTest> {
  const { meters, faults } = checkMetersFile(yaml);
  if (meters?.hj212 === undefined) throw new Error(faults.map(({ problem }) => problem).join("\n"));
  const delivered: Delivery[] = [];
  const refused: RefusedBytes[] = [];
  const unkept: string[] = [];
  const said: string[] = [];
  const gate: StationsInTest["gate"] = { wait: () => undefined, waiting: 0 };
  const door: MeterDoor = {
    deliver: async (delivery) => {
      gate.waiting += 1;
      await gate.wait(delivery);
      gate.waiting -= 1;
      delivered.push(delivery);
    },
    refuse: async (one) => void refused.push(one),
    refuseUnkept: (reason) => void unkept.push(reason),
  };
  const metrics = openMetrics();
  const clock = { nowMs: Date.parse("2027-01-01T00:00:05Z") };
  const notes = openLog("silent");
  for (const level of ["debug", "info", "warn", "error"] as const) {
    notes[level] = (...given: unknown[]) => void said.push(JSON.stringify(given));
  }
  const stop = new AbortController();
  let working: Promise<void> = Promise.resolve();
  const port = await new Promise<number>((onListening, failed) => {
    const ports = { door, store, notes, meter: metrics, gauge: metrics.gauge, now: () => clock.nowMs };
    working = hj212Work(meters.hj212 as NonNullable<typeof meters.hj212>, ports, { ...choices, onListening })(
      stop.signal,
    );
    working.catch(failed);
  });
  return {
    ...{ port, delivered, refused, unkept, clock, metrics, said, gate },
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await working;
    },
  };
}

/** A device: sends bytes, and has the lines that came back. */
export interface DeviceInTest extends Disposable {
  readonly send: (...parts: readonly (string | Uint8Array)[]) => void;
  readonly lines: string[];
  /** Waits until so many lines came. */
  readonly heard: (count: number) => Promise<readonly string[]>;
  /** Ends its own side: it sends no more, and still reads. */
  readonly end: () => void;
  readonly closed: Promise<unknown>;
  readonly isClosed: () => boolean;
}

export async function deviceInTest(port: number, host = "127.0.0.1"): Promise<DeviceInTest> {
  const socket = connect({ port, host });
  const lines: string[] = [];
  let rest = "";
  socket.setEncoding("latin1");
  socket.on("data", (text: string) => {
    const parts = (rest + text).split("\r\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
  });
  const closed = new Promise<void>((done) => socket.once("close", () => done()));
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return {
    lines,
    closed,
    end: () => void socket.end(),
    isClosed: () => socket.destroyed,
    send: (...parts) => {
      for (const part of parts) socket.write(part, "latin1");
    },
    heard: async (count) => {
      while (lines.length < count) await sleep(5);
      return lines;
    },
    [Symbol.dispose]: () => socket.destroy(),
  };
}
