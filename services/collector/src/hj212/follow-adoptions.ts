import { setTimeout as sleep } from "node:timers/promises";
import { deliverWaiting } from "./deliver-waiting.ts";
import type { Hj212Ports } from "./hj212-ports.ts";

const lookMs = 1_000;

/**
 * Reads every second what was decided about stations: what waited of an adopted one is delivered, of an ignored one forgotten. So is,
 * at the start, what waits of stations that the meters file names meanwhile, or about which was decided when no collector ran.
 */
export async function followAdoptions(ports: Hj212Ports, signal: AbortSignal): Promise<void> {
  const { register, waiting, notes } = ports;
  const pending = new Set(waiting.numbers());
  while (!signal.aborted) {
    try {
      for (const mn of await register.refresh()) pending.add(mn);
      for (const mn of pending) {
        const station = register.find(mn);
        if (station === undefined) continue;
        if (station === "ignored") await waiting.release(mn);
        else if (!(await deliverWaiting(station, ports))) continue;
        pending.delete(mn);
      }
    } catch (error) {
      notes.warn({ err: error }, "stations that were adopted could not be looked up; they are again in a second");
    }
    await sleep(lookMs, undefined, { signal }).catch(() => undefined);
  }
}
