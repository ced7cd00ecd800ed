import { setTimeout as sleep } from "node:timers/promises";
import { nextReadings } from "@celadon/simulator";
import { endingOf } from "../ending.ts";
import type { Service } from "../service.ts";
import type { DemoPlant } from "./demo-plants.ts";
import { sendReadings } from "./send-readings.ts";

const hourMs = 3_600_000;
const tickMs = 1_000;

/**
 * Lets the plants send on, for good: an hour of theirs a second until their clock has caught up with `now`, then as time
 * goes by. `sent` hears how far all is acknowledged. A service that cannot take readings just now is asked again.
 */
export async function liveDemo(
  {
    service,
    now,
    sent,
  }: { readonly service: Service; readonly now: () => number; readonly sent: (untilMs: number) => void },
  plants: readonly DemoPlant[],
  { seed, fromMs }: { readonly seed: number; readonly fromMs: number },
  signal: AbortSignal,
): Promise<void> {
  let sentUntilMs = fromMs;
  let senders = plants.map(({ scenario }) => nextReadings(scenario, seed, fromMs));
  while (!signal.aborted) {
    const untilMs = Math.min(sentUntilMs + hourMs, now());
    try {
      const hours = senders.flatMap((next) => [...next(untilMs)]);
      if (hours.length > 0) await sendReadings(service, hours);
      sentUntilMs = untilMs;
      if (hours.length > 0) sent(untilMs);
    } catch (error) {
      if (signal.aborted) return;
      if (endingOf(error) === undefined) throw error;
      // What was not acknowledged is said again, from where the last acknowledgement stands.
      senders = plants.map(({ scenario }) => nextReadings(scenario, seed, sentUntilMs));
    }
    await sleep(tickMs, undefined, { signal }).catch(() => undefined);
  }
}
