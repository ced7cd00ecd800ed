import { readFileSync } from "node:fs";
import { instantOf, unitOf } from "@celadon/hj212";
import { frameReader, statedUnits } from "@celadon/meter-to-telemetry";
import type { MeterPorts, MeterWork } from "../meters/meter-work.ts";
import { type AskTimes, askMissing } from "./ask-missing.ts";
import { type ExchangeTimes, openExchanges } from "./exchanges.ts";
import { followAdoptions } from "./follow-adoptions.ts";
import { guessedPasswords } from "./guessed-passwords.ts";
import type { Hj212Ports } from "./hj212-ports.ts";
import type { Hj212File } from "./hj212-shape.ts";
import { type ConnectionLimits, listenToStations } from "./listen-to-stations.ts";
import { openRegister } from "./register.ts";
import { replacedInstruments } from "./replaced-instruments.ts";
import { stationRate } from "./station-rate.ts";
import { stationWatch } from "./station-watch.ts";
import { stationsOfFile } from "./stations-of-file.ts";
import { openWaitingFrames } from "./waiting-frames.ts";

/** What a test sets otherwise, and what it is told. */
export interface Hj212Choices {
  readonly onListening?: (port: number) => void;
  readonly exchangeTimes?: ExchangeTimes;
  readonly askTimes?: AskTimes;
  readonly limits?: Partial<ConnectionLimits>;
}

const hourMs = 3_600_000;

/** Listens to stations, follows what is decided about them, and asks them for what is missing, until the signal aborts. */
export const hj212Work =
  (file: Hj212File, { door, store, notes, meter, gauge, now }: MeterPorts, choices: Hj212Choices = {}): MeterWork =>
  async (signal) => {
    const register = openRegister(
      stationsOfFile(file, (path) => readFileSync(path, "utf8")),
      store,
    );
    await register.refresh();
    const words = { instantOf, unitOf };
    const stopping = new AbortController();
    const ports: Hj212Ports = {
      ...{ door, register, notes, meter, now },
      waiting: await openWaitingFrames(store),
      watch: stationWatch(),
      exchanges: openExchanges(now, stopping.signal, choices.exchangeTimes),
      guesses: guessedPasswords(now),
      rate: stationRate(file.framesPerSecond ?? 100, now),
      replaced: replacedInstruments(store),
      read: frameReader(words, statedUnits(words)),
      clockMs: 1_000 * (file.clockSeconds ?? 30),
    };
    await using server = await listenToStations(
      file.listen,
      {
        allow: file.allow ?? [],
        limits: {
          connections: file.connections ?? 20_000,
          connectionsPerAddress: file.connectionsPerAddress ?? 1_000,
          firstFrameMs: 60_000,
          idleMs: 1_000 * (file.idleSeconds ?? 4_000),
          ...choices.limits,
        },
      },
      ports,
    );
    gauge("celadon_station_connections", () => [{ labels: {}, value: server.connections() }]);
    gauge("celadon_stations_seen", () => [{ labels: {}, value: ports.watch.since(now() - hourMs).stations }]);
    gauge("celadon_station_clock_off_seconds", () => {
      const { clockOffMs } = ports.watch.since(now() - hourMs);
      return clockOffMs === undefined ? [] : [{ labels: {}, value: clockOffMs / 1_000 }];
    });
    choices.onListening?.(server.port);
    const stop = (): void => stopping.abort();
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    await Promise.all([
      followAdoptions(ports, stopping.signal),
      askMissing({ ...ports, store }, stopping.signal, choices.askTimes),
    ]);
  };
