import { decodeFrame, isUsable } from "@celadon/hj212";
import type { Hj212Ports } from "./hj212-ports.ts";
import { keptRefusals } from "./kept-refusals.ts";
import type { KnownStation } from "./known-station.ts";
import { takeReadings } from "./take-readings.ts";

/**
 * Delivers what waited of a station that was adopted meanwhile, then lets the bytes go. Its device was not answered and sends the same
 * again: the keys make that harmless. False when something could not be stored yet; then all of it waits on.
 */
export async function deliverWaiting(station: KnownStation, ports: Hj212Ports): Promise<boolean> {
  const waiting = await ports.waiting.of(station.mn);
  for (const { content, address, receivedMs } of waiting) {
    const origin = `hj212:${address}`;
    const frame = decodeFrame(content, { lenient: true });
    if (!isUsable(frame) || !station.isPassword(frame.pw ?? "")) continue; // it was somebody else's, or nothing
    const refusals = keptRefusals(ports.door, origin, ports.now);
    const arrived = { frame, bytes: content, peer: gone(address), origin, refusals, receivedMs };
    if (!(await takeReadings(arrived, station, ports))) return false;
  }
  await ports.waiting.release(station.mn);
  return true;
}

const gone = (address: string) => ({ address, send: () => undefined, isOpen: () => false });
