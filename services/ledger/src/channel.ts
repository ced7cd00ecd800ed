import type { ChannelState } from "@celadon/telemetry-to-activity";

/** A channel as the ledger knows it: its names, and what recomputing its windows must know. Replaced, never changed. */
export interface Channel extends ChannelState {
  readonly factory: string;
  readonly channel: string;
  /** The id as the text that stands in every row, so that it is made once. */
  readonly idText: string;
}
