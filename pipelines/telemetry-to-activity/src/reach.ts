import type { Era } from "./era.ts";
import type { ChannelState } from "./touched.ts";

/** The border whose opening register is the base of the first reading behind it, if the era in force has one. */
export function openingMsAt(eras: readonly Era[], atMs: number): number | undefined {
  const era = eras.findLast(({ fromMs, continues }) => fromMs <= atMs && !continues);
  return era?.openingPico === undefined ? undefined : era.fromMs;
}

/** The last border behind an instant that a step may run up to from there: to a closing register, or a rate that is held. */
export function borderReachMs(eras: readonly Era[], atMs: number): number {
  const reached = eras.filter(({ fromMs, continues, closingPico }, i) => {
    const before = eras[i - 1]?.rule;
    if (fromMs <= atMs || continues || before === undefined) return false;
    return before.kind === "rate" ? fromMs - atMs <= before.maxGapMs : closingPico !== undefined;
  });
  return reached.at(-1)?.fromMs ?? atMs;
}

/**
 * How far behind its own instant a reading may have a say: through the time it covers, where its instant is the start of that, and
 * through how long a value has been the same.
 */
export const memoryMs = (state: Pick<ChannelState, "eras" | "longestCoverMs">): number =>
  Math.max(
    forwardReachMs(state),
    ...state.eras.flatMap(({ rule }) => (rule?.frozenAfterMs === undefined ? [] : [rule.frozenAfterMs])),
  );

/** How far behind its own instant what a reading tells of may reach: a sample as long as it holds; 0 where its instant is the end of that. */
export const forwardReachMs = (state: Pick<ChannelState, "eras" | "longestCoverMs">): number =>
  state.eras.reduce(
    (most, { rule }) => Math.max(most, rule?.validForMs ?? most),
    state.eras.some(({ rule }) => rule?.isStartStamped === true) ? coverReachMs(state) : 0,
  );

/** The longest stretch any interval reading of the channel may cover; 0 for a channel that never had any. */
export const coverReachMs = ({ eras, longestCoverMs }: Pick<ChannelState, "eras" | "longestCoverMs">): number =>
  eras.some(({ rule }) => rule?.kind === "interval")
    ? Math.max(longestCoverMs, ...eras.map(({ rule }) => (rule?.kind === "interval" ? rule.periodMs : 0)))
    : 0;
