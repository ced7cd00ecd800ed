import { hourMs } from "@celadon/quantity";
import type { Era } from "./era.ts";
import { channelFold, type People } from "./fold.ts";
import { quality, type Reading } from "./reading.ts";
import { type Cell, type Grid, spread } from "./spread.ts";
import { standingOf } from "./standing.ts";
import type { Step } from "./step.ts";
import type { Reason } from "./verdict.ts";

/** The windows of a channel and the readings that do not count, from everything that was ever said of it. */
export interface ChannelWindows {
  readonly hours: readonly Cell[];
  readonly refused: ReadonlyMap<number, Reason>;
}

/**
 * The rule of windows in its plainest form: take the whole set of readings, in any order and as often as they came, keep
 * the one that stands for each instant, fold, lay the steps over hours. The ledger's SQL and its local recomputation are
 * judged by this function.
 */
export function windowsOf(
  readings: Iterable<Reading>,
  eras: readonly Era[],
  people: People,
  grid: Grid = () => hourMs,
): ChannelWindows {
  const fold = channelFold(eras, people);
  const steps: Step[] = [];
  const refused = new Map<number, Reason>();
  for (const reading of standingOf(readings)) {
    if (reading.quality === quality.retracted) continue;
    const folded = fold.next(reading);
    steps.push(...folded.steps);
    if (folded.reason !== undefined) refused.set(reading.atMs, folded.reason);
  }
  steps.push(...fold.end());
  return { hours: spread(steps, grid), refused };
}
