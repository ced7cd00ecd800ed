import type { Rule } from "./rule.ts";
import { sliceMsOf } from "./slice.ts";
import type { ChannelState, Touched } from "./touched.ts";

/** A regular channel's share of a window statement: which slices to write, which readings to look at. */
export interface RegularRange {
  readonly rule: Rule;
  readonly sliceMs: number;
  readonly firstSlice: number;
  readonly endSlice: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The range that the database can compute by itself, or undefined where the fold must: readings that came late, a border
 * of eras, something a person said, or a reading that does not count lies near.
 *
 * New readings of a counter, rate or state must all lie behind those stored before (`state` as it was before them). The
 * last stored reading is then their left neighbour; its slice is written again from the reading at or before its start.
 * Intervals stand for themselves, so late ones are regular too.
 */
export function regularRange(state: ChannelState, { fromMs, toMs }: Touched): RegularRange | undefined {
  const era = state.eras.findLast((one) => one.fromMs <= toMs);
  const rule = era?.rule;
  if (era === undefined || rule === undefined) return undefined;
  if (state.lastMs === undefined && era.openingPico !== undefined) return undefined; // the first step begins at the register
  const sliceMs = sliceMsOf(rule.periodMs);
  const isInterval = rule.kind === "interval";
  const isAppended = state.lastMs === undefined || fromMs > state.lastMs;
  if (!isAppended && !isInterval) return undefined;
  const coverMs = Math.max(state.longestCoverMs, rule.periodMs);
  const leftMs = isInterval ? fromMs - coverMs : (state.lastMs ?? fromMs);
  const firstSlice = Math.floor(leftMs / sliceMs);
  const endSlice = Math.floor(toMs / sliceMs) + 1;
  const range = {
    rule,
    sliceMs,
    firstSlice,
    endSlice,
    fromMs: firstSlice * sliceMs - (isInterval ? coverMs : Math.max(3 * rule.periodMs, sliceMs)),
    toMs: endSlice * sliceMs + (isInterval ? coverMs : 0),
  };
  const isQuiet =
    state.eras.every((era) => era.fromMs <= range.fromMs || era.fromMs > range.toMs) &&
    !state.people.some((said) => said.fromMs <= range.toMs && said.toMs > range.fromMs) &&
    (state.lastRefusedMs === undefined || state.lastRefusedMs < range.fromMs);
  return isQuiet ? range : undefined;
}
