import { setTimeout as sleep } from "node:timers/promises";
import { nextReadings } from "@celadon/simulator";
import { sendReadings } from "../send-readings.ts";
import type { Service } from "../service.ts";
import type { Shell } from "../shell.ts";
import type { DemoPlant } from "./demo-plants.ts";

const hourMs = 3_600_000;
const tickMs = 1_000;

/**
 * Lets the plants send on until `signal`: an hour of theirs a second until their clock has caught up with `now`, then as time
 * goes by. `sent` hears how far all is acknowledged.
 */
export async function liveDemo(
  {
    shell,
    service,
    now,
    sent,
  }: {
    readonly shell: Shell;
    readonly service: Service;
    readonly now: () => number;
    readonly sent: (untilMs: number) => void;
  },
  plants: readonly DemoPlant[],
  { seed, fromMs }: { readonly seed: number; readonly fromMs: number },
  signal: AbortSignal,
): Promise<void> {
  const senders = plants.map(({ scenario }) => nextReadings(scenario, seed, fromMs));
  for (let untilMs = fromMs; !signal.aborted; ) {
    untilMs = Math.min(untilMs + hourMs, now());
    const ndjson = senders.flatMap((next) => [...next(untilMs)].map((hour) => hour.ndjson)).join("");
    try {
      if (ndjson !== "") {
        await sendReadings(service, ndjson, { note: shell.note, forMs: Number.POSITIVE_INFINITY, signal });
        sent(untilMs);
      }
    } catch (error) {
      if (!signal.aborted) throw error; // while it stops nothing more is taken, and the next start sends it again
    }
    await sleep(tickMs, undefined, { signal }).catch(() => undefined);
  }
}
