import type { Era } from "./era.ts";
import type { People } from "./fold.ts";

/** What recomputing windows must know of one channel. The bounds may be wider than the truth, never narrower. */
export interface ChannelState {
  readonly channelId: bigint;
  readonly eras: readonly Era[];
  readonly people: People;
  /** Instants of the first and last stored reading; undefined when there is none. */
  readonly firstMs: number | undefined;
  readonly lastMs: number | undefined;
  /** The longest stretch any interval reading of the channel covers. */
  readonly longestCoverMs: number;
  /** The last instant with a reading that does not count, or undefined. */
  readonly lastRefusedMs: number | undefined;
}

/** The instants, both included, between which the set of readings or what was declared of it has changed. */
export interface Touched {
  readonly fromMs: number;
  readonly toMs: number;
}
