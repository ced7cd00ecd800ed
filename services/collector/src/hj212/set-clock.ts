import { setTime } from "@celadon/hj212";
import { askStation } from "./ask-station.ts";
import type { Hj212Ports } from "./hj212-ports.ts";
import type { KnownStation } from "./known-station.ts";
import type { Sighting } from "./station-watch.ts";

/** Not again sooner: a device that does not take the time is not told it with each frame. */
const againMs = 10 * 60_000;
const lastSetMs = new WeakMap<Sighting, number>(); // one object a station, whatever connection it comes by

/**
 * Tells a station the time (1012) where its clock is off by more than the bound, or where it asks, and only where its description says
 * `clock: set`. Does not wait for the answer. The readings keep the time they came with.
 */
export function setClock(station: KnownStation, sighting: Sighting, ports: Hj212Ports, isAsked: boolean): void {
  const { skewMs } = sighting;
  if (!station.setsClock || (!isAsked && (skewMs === undefined || Math.abs(skewMs) <= ports.clockMs))) return;
  const before = lastSetMs.get(sighting);
  if (before !== undefined && ports.now() - before < againMs) return;
  const asked = askStation(station, sighting, ports, (exchange) => setTime(exchange, ports.now()));
  if (asked === undefined) return; // something else is being asked of it; its next frame reminds us
  lastSetMs.set(sighting, ports.now());
  asked.then(({ kind }) => {
    const off = skewMs === undefined ? "unknown" : Math.round(skewMs / 1_000);
    ports.notes.info({ station: station.name, offSeconds: off, result: kind }, "told a station the time");
  });
}
