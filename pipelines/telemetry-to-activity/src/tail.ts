import { endMsOf } from "./covers.ts";
import { channelFold, ruleAt } from "./fold.ts";
import { quality, type Reading } from "./reading.ts";
import { sliceGrid } from "./slice.ts";
import { addStep, type Cell } from "./spread.ts";
import { standingOf } from "./standing.ts";
import type { ChannelState } from "./touched.ts";

/** Where the windows of a channel end: all that is needed to go on from there without looking at what is stored. */
export interface Tail {
  /** The last stored reading; it counts. */
  readonly last: Reading;
  /** What stands in the slice that holds the end of what it tells of; undefined while nothing has reached into it. */
  readonly open: Cell | undefined;
  /** Since when its value has been the same; of a channel without `frozenAfter` it may be any instant up to its own. */
  readonly sameSinceMs: number;
}

/**
 * What readings behind a tail add: the slices they reach, whole, and the tail behind them. The same as folding everything that is
 * stored, because nothing but the last reading that counts has a say in what comes behind it. Undefined where one of them is a
 * retraction, does not count, or lies at the tail or before: then more than what is behind the tail may change.
 */
export function followed(
  { eras, people }: Pick<ChannelState, "eras" | "people">,
  { last, open, sameSinceMs }: Tail,
  readings: readonly Reading[],
): { readonly cells: readonly Cell[]; readonly tail: Tail } | undefined {
  const grid = sliceGrid(eras);
  const fold = channelFold(eras, people, { reading: last, sameSinceMs });
  const cells = new Map<number, Cell>();
  if (open !== undefined) cells.set(open.startMs, open);
  let at = last;
  for (const reading of standingOf(readings)) {
    if (reading.quality === quality.retracted || reading.atMs <= at.atMs) return undefined;
    const { reason, steps } = fold.next(reading);
    if (reason !== undefined) return undefined;
    for (const step of steps) addStep(cells, step, grid);
    at = reading;
  }
  const endMs = endMsOf(at, ruleAt(eras, at.atMs));
  const length = grid(endMs);
  const stands = cells.get(Math.floor(endMs / length) * length);
  const tail = { last: at, open: stands, sameSinceMs: fold.sameSinceMs() };
  return { cells: [...cells.values()].filter((cell) => cell !== open), tail };
}
