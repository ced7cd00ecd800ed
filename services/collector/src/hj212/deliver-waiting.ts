import { decodeFrame, isUsable } from "@celadon/hj212";
import { fewRefusals } from "../meters/few-refusals.ts";
import type { Hj212Ports } from "./hj212-ports.ts";
import type { KnownStation } from "./known-station.ts";
import { takeReadings } from "./take-readings.ts";
import { withoutPassword } from "./without-password.ts";

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
    const refusals = fewRefusals(ports.door, origin, ports.now, withoutPassword);
    const arrived = { frame, bytes: content, peer: gone(address), origin, refusals, receivedMs };
    if (!(await takeReadings(arrived, station, ports))) return false;
  }
  await ports.waiting.release(station.mn);
  return true;
}

const gone = (address: string) => ({ address, send: () => undefined, isOpen: () => false });
