import { setTimeout as wait } from "node:timers/promises";
import { joinedHours, nextReadings, type Scenario, type SentHour } from "@celadon/simulator";

export interface Simulation {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly fromMs: number;
  /** Where it ends; absent for a live one that goes on until it is asked to stop. */
  readonly toMs?: number;
  /** The time of the plant, in milliseconds since 1970; absent where everything is sent at once. */
  readonly clock?: () => number;
  /** How often the clock is looked at; a second where absent. */
  readonly tickMs?: number;
}

/** Takes what is sent until an instant, and resolves when it is done with. */
export type Deliver = (batch: SentHour) => Promise<void>;

/** As many as the door decodes at once. */
const batchReadings = 50_000;
const usualTickMs = 1_000;

/** Delivers what the plant sends, in batches and in order, and answers until when it has. */
export async function runSimulation(
  { scenario, seed, fromMs, toMs, clock, tickMs = usualTickMs }: Simulation,
  deliver: Deliver,
  signal: AbortSignal,
): Promise<number> {
  const next = nextReadings(scenario, seed, fromMs);
  let doneMs = fromMs;
  while (!signal.aborted && (toMs === undefined || doneMs < toMs)) {
    const dueMs = Math.max(doneMs, Math.min(clock?.() ?? Number.POSITIVE_INFINITY, toMs ?? Number.POSITIVE_INFINITY));
    for (const batch of batched(scenario.factory, next(dueMs))) {
      if (signal.aborted) return doneMs;
      await deliver(batch);
      doneMs = batch.untilMs;
    }
    doneMs = dueMs;
    if (clock !== undefined && dueMs !== toMs) await wait(tickMs, undefined, { signal }).catch(() => undefined);
  }
  return doneMs;
}

/** The same readings in fewer, larger pieces. */
function* batched(factory: string, hours: Iterable<SentHour>): Generator<SentHour> {
  let held: SentHour[] = [];
  let count = 0;
  for (const hour of hours) {
    held.push(hour);
    count += hour.count;
    if (count < batchReadings) continue;
    const batch = joinedHours(factory, held);
    if (batch !== undefined) yield batch;
    held = [];
    count = 0;
  }
  const last = joinedHours(factory, held);
  if (last !== undefined) yield last;
}

/** The time of a plant that lives so many times as fast from `fromMs` on, until it meets the present. */
export function fastClock(fromMs: number, speed: number, now: () => number): () => number {
  const startedMs = now();
  return () => Math.min(now(), fromMs + (now() - startedMs) * speed);
}
