import type { Period } from "@celadon/quantity";
import type { ChannelHours } from "./channel-hours.ts";
import type { Choose } from "./factor-groups.ts";
import type { Version } from "./versions.ts";

/** What an amount is evaluated against: a version, some of its pieces, its readings, and the factor rows that hold there. */
export interface Setting {
  readonly version: Version;
  readonly pieces: readonly Period[];
  readonly hoursOf: (channel: string) => ChannelHours;
  readonly choose: Choose;
}
