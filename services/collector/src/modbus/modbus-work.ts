import { setTimeout as sleep } from "node:timers/promises";
import { fewRefusals } from "../meters/few-refusals.ts";
import type { MeterPorts, MeterWork } from "../meters/meter-work.ts";
import { keptReadings } from "./kept-readings.ts";
import type { ModbusPorts } from "./modbus-ports.ts";
import type { ModbusFile, SourceEntry } from "./modbus-shape.ts";
import { type PointWatch, pointWatch } from "./point-watch.ts";
import { pollUnit } from "./poll-unit.ts";
import { pollsOfSource } from "./polls-of-file.ts";
import { type SlaveLine, slaveLine } from "./slave-line.ts";

/** What a test sets otherwise. */
export interface ModbusChoices {
  readonly random?: () => number;
  readonly wait?: ModbusPorts["wait"];
  readonly timeoutMs?: number;
  readonly waitingMax?: number;
}

const waitingMaxUsual = 50_000;

const waitTruly = async (ms: number, signal: AbortSignal): Promise<void> => {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
};

/** Asks every slave of the file until the signal aborts. */
export const modbusWork =
  (file: ModbusFile, { door, notes, meter, gauge, now }: MeterPorts, choices: ModbusChoices = {}): MeterWork =>
  async (signal) => {
    const ports = { door, notes, meter, now, random: choices.random ?? Math.random, wait: choices.wait ?? waitTruly };
    const lines = new Map<string, SlaveLine>();
    const lineTo = ({ host, port = 502 }: SourceEntry): SlaveLine => {
      const key = `${host}:${port}`;
      const line = lines.get(key) ?? slaveLine({ host, port }, ports);
      lines.set(key, line);
      return line;
    };
    const sources = file.flatMap(({ name, value }) => {
      if (value === undefined) return [];
      const polls = pollsOfSource(name, value).map((poll) => ({
        ...poll,
        timeoutMs: choices.timeoutMs ?? poll.timeoutMs,
      }));
      const refusals = fewRefusals(door, `modbus:${name}`, now);
      const own = {
        ...ports,
        line: lineTo(value),
        kept: keptReadings(name, choices.waitingMax ?? waitingMaxUsual, ports),
        watch: pointWatch(
          name,
          polls.flatMap(({ points }) => [...points.keys()]),
          notes,
        ),
        keep: (refusal: Parameters<typeof refusals.keep>[0]): void => {
          // Nobody waits for it: while nothing can be stored, slaves are asked all the same.
          refusals
            .keep(refusal)
            .catch((error: unknown) => notes.warn({ err: error, source: name }, "what a slave answered is not kept"));
        },
      };
      return [{ polls, own }];
    });
    gauge("celadon_modbus_points", () => pointCounts(sources.map(({ own }) => own.watch)));
    gauge("celadon_modbus_readings_waiting", () => [
      { labels: {}, value: sources.reduce((sum, { own }) => sum + own.kept.waiting(), 0) },
    ]);
    const closeLines = (): void => {
      for (const line of lines.values()) line.close();
    };
    signal.addEventListener("abort", closeLines, { once: true });
    const asked = new AbortController();
    const storing = Promise.all(sources.map(({ own }) => own.kept.run(asked.signal)));
    const asking = Promise.all(sources.flatMap(({ polls, own }) => polls.map((poll) => pollUnit(poll, own, signal))));
    try {
      await Promise.race([asking, storing]); // what fails ends both
      await asking;
    } finally {
      closeLines();
      asked.abort();
    }
    await storing;
  };

const states = ["read", "stale", "refused", "unknown"] as const;

const pointCounts = (watches: readonly PointWatch[]) =>
  states.map((state) => ({
    labels: { state },
    value: watches.reduce((sum, watch) => sum + watch.count(state), 0),
  }));
