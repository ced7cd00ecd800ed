import type { Exchange, Field } from "@celadon/hj212";
import { askStation } from "./ask-station.ts";
import type { Hj212Ports } from "./hj212-ports.ts";
import type { KnownStation } from "./known-station.ts";
import type { Sighting } from "./station-watch.ts";

/** What a station is told about how it has to send: 1062 or 1064, as fields of a request. */
export type Setting = (exchange: Exchange) => readonly Field[];

/** One that gave no answer is told again, not sooner. */
const againMs = 10 * 60_000;

interface Told {
  /** The setting whose turn it is. */
  next: number;
  dueMs: number;
}

const told = new WeakMap<Sighting, Told>();

/**
 * Tells a station its settings, one after another, when this process first hears it: each until it says yes or no. Does not wait for the
 * answers.
 */
export function tellSettings(station: KnownStation, sighting: Sighting, ports: Hj212Ports): void {
  const { settings, name } = station;
  if (settings.length === 0) return;
  const state = told.get(sighting) ?? { next: 0, dueMs: ports.now() };
  told.set(sighting, state);
  const setting = settings[state.next];
  if (setting === undefined || ports.now() < state.dueMs) return;
  const asked = askStation(station, sighting, ports, setting);
  if (asked === undefined) return; // something else is being asked of it; its next frame reminds us
  state.dueMs = ports.now() + againMs;
  asked.then((end) => {
    if (end.kind !== "silent") [state.next, state.dueMs] = [state.next + 1, ports.now()];
    ports.notes.info({ station: name, ...end }, "told a station how often to send");
  });
}
