import { multiplierOf } from "./raw-rule.ts";
import { borderReachMs, coverReachMs, openingMsAt } from "./reach.ts";
import type { Rule } from "./rule.ts";
import { sliceMsOf } from "./slice.ts";
import type { ChannelState, Touched } from "./touched.ts";

/** All but samples: how long the last one holds is told by what has not come yet. */
export type RegularRule = Rule & { readonly kind: Exclude<Rule["kind"], "sample"> };

const isRegular = (rule: Rule): rule is RegularRule => rule.kind !== "sample";

/** A regular channel's share of a window statement: which slices to write, which readings to look at. */
export interface RegularRange {
  readonly rule: RegularRule;
  readonly sliceMs: number;
  /** Slices to write: indices since 1970, half-open. */
  readonly firstSlice: number;
  readonly endSlice: number;
  /** Readings to look at, both instants included. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Whether something may reach into the first slice from the left, so that a reading must be found there. */
  readonly needsLeft: boolean;
  /** Whether the statement can say all of it. How long a value has been the same only the fold can. */
  readonly isToldBySql: boolean;
}

/** So many slices one statement lays out at once: a reading that says 2099 must not make it lay out all until then. */
const slicesMax = 100_000;

/** Periods before the first slice in which its left neighbour must be found; a longer gap there is the fold's. */
const lookBack = 4;

/**
 * The range that the database can compute by itself, or undefined where the fold must: readings that came late, a border
 * of eras, something a person said, or a reading that does not count lies near.
 *
 * `state` holds what is declared now, and the bounds of the readings stored before the change. New readings of a counter,
 * rate or state must all lie behind those. The last stored reading is then their left neighbour; its slice is written
 * again from the reading at or before its start. Intervals stand for themselves, so late ones are regular too.
 */
export function regularRange(state: ChannelState, { fromMs, toMs }: Touched): RegularRange | undefined {
  const rule = state.eras.findLast((one) => one.fromMs <= toMs)?.rule;
  if (rule === undefined || !isRegular(rule) || multiplierOf(rule) === undefined) return undefined;
  const isInterval = rule.kind === "interval";
  const opening = openingMsAt(state.eras, toMs);
  if (state.lastMs === undefined ? opening !== undefined : fromMs <= state.lastMs && !isInterval) return undefined;
  if (!isInterval && borderReachMs(state.eras, toMs) > toMs) return undefined; // it reaches on to the next border
  const sliceMs = sliceMsOf(rule.periodMs);
  const coverMs = coverReachMs(state);
  const leftMs = isInterval ? fromMs - (rule.isStartStamped ? 0 : coverMs) : (state.lastMs ?? fromMs);
  const firstSlice = Math.floor(leftMs / sliceMs);
  const endSlice = Math.floor((rule.isStartStamped ? toMs + coverMs : toMs) / sliceMs) + 1;
  const from = firstSlice * sliceMs - (isInterval ? coverMs : lookBack * rule.periodMs);
  const to = endSlice * sliceMs + (isInterval ? coverMs : 0);
  if (endSlice - firstSlice > slicesMax) return undefined;
  const isQuiet =
    state.eras.every((era) => era.fromMs <= from || era.fromMs > to) &&
    !state.people.some((said) => said.fromMs <= to && said.toMs > from) &&
    (state.lastRefusedMs === undefined || state.lastRefusedMs < from);
  if (!isQuiet) return undefined;
  const hasEarlier = state.firstMs !== undefined && state.firstMs < from;
  const needsLeft = !isInterval && (hasEarlier || opening !== undefined);
  return {
    rule,
    sliceMs,
    firstSlice,
    endSlice,
    fromMs: from,
    toMs: to,
    needsLeft,
    isToldBySql: rule.frozenAfterMs === undefined,
  };
}
