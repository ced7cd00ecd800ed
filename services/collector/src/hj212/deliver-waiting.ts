import { decodeFrame, isUsable } from "@celadon/hj212";
import { type FewRefusals, fewRefusals } from "../meters/few-refusals.ts";
import { frameOptions } from "./frame-options.ts";
import type { Hj212Ports } from "./hj212-ports.ts";
import type { KnownStation } from "./known-station.ts";
import { takeReadings } from "./take-readings.ts";
import { withoutPassword } from "./without-password.ts";

/**
 * Delivers what waited of a station that is known meanwhile, then lets the bytes go. Its device was not answered and sends the same
 * again: the keys make that harmless. What cannot be read, or came with another password, is kept with its reason. False when something
 * could not be stored yet; then all of it waits on.
 */
export async function deliverWaiting(station: KnownStation, ports: Hj212Ports): Promise<boolean> {
  const options = frameOptions(() => station);
  const ofAddress = new Map<string, FewRefusals>();
  for (const { content, address, receivedMs } of await ports.waiting.of(station.mn)) {
    const origin = `hj212:${address}`;
    const refusals = ofAddress.get(address) ?? fewRefusals(ports.door, origin, ports.now, withoutPassword);
    ofAddress.set(address, refusals);
    const frame = decodeFrame(content, options);
    if (isUsable(frame) && station.isPassword(frame.pw ?? "")) {
      const arrived = { frame, bytes: content, peer: gone(address), origin, refusals, receivedMs };
      if (!(await takeReadings(arrived, station, ports))) return false;
      continue;
    }
    const [reason, why] = isUsable(frame)
      ? ["wrong-password", "it has another password than the others"]
      : [frame.errors[0]?.code ?? "unusable", frame.errors.map(({ message }) => message).join(" ")];
    const evidence = `A frame that waited for station "${station.name}" was not taken: ${why}`;
    await refusals.keep({ reason, evidence, content });
  }
  await ports.waiting.release(station.mn);
  return true;
}

const gone = (address: string) => ({
  ...{ address, send: () => undefined, isOpen: () => false, shutOut: () => undefined },
});
