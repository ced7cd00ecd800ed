import { encodeFrame, setTime } from "@celadon/hj212";
import type { Hj212Ports } from "./hj212-ports.ts";
import type { KnownStation } from "./known-station.ts";
import type { Sighting } from "./station-watch.ts";

/** Not again sooner: a device that does not take the time is not told it with each frame. */
const againMs = 10 * 60_000;
const lastSetMs = new WeakMap<Sighting["peer"], Map<string, number>>();

/**
 * Tells a station the time (1012) where its clock is off by more than the bound, or where it asks, and only where its description says
 * `clock: set`. Does not wait for the answer. The readings keep the time they came with.
 */
export function setClock(station: KnownStation, sighting: Sighting, ports: Hj212Ports, isAsked: boolean): void {
  const { mn, setsClock } = station;
  const { skewMs, peer } = sighting;
  if (!setsClock || (!isAsked && (skewMs === undefined || Math.abs(skewMs) <= ports.clockMs))) return;
  const told = lastSetMs.get(peer) ?? new Map<string, number>();
  lastSetMs.set(peer, told);
  const before = told.get(mn);
  if (before !== undefined && ports.now() - before < againMs) return;
  const { st, pw, version } = sighting;
  const asked = ports.exchanges.ask({
    ...{ mn, peer },
    exchange: { mn, st, pw: station.password ?? pw, version: station.version ?? version },
    fields: (exchange) => setTime(exchange, ports.now()),
    encode: (fields) => {
      const encoded = encodeFrame({ fields });
      return encoded.ok ? encoded.bytes : undefined;
    },
  });
  if (asked === undefined) return; // something else is being asked of it; its next frame reminds us
  told.set(mn, ports.now());
  asked.then(({ kind }) => {
    const off = skewMs === undefined ? "unknown" : Math.round(skewMs / 1_000);
    ports.notes.info({ station: station.name, offSeconds: off, result: kind }, "told a station the time");
  });
}
