import { type RunningHash, sha256Stream } from "@celadon/quantity";
import { type ChannelHours, hoursIn } from "./channel-hours.ts";
import { channelsUsed } from "./channels-used.ts";
import { hourLines } from "./hour-lines.ts";
import type { Version } from "./versions.ts";

/**
 * SHA-256 over the canonical hours of every channel the versions use, each in the hours of the versions that use it: channels
 * by name, hours in order, amount without trailing zeros, milliseconds by class, marks. An hour without covered time is the
 * same as one that is not there: a retracted reading leaves no trace. Nothing of arrival is in it.
 */
export function activityDigest(
  versions: readonly Version[],
  hoursOf: (channel: string) => ChannelHours,
  sha256: () => RunningHash = sha256Stream,
): string {
  const used = new Map<string, Version[]>();
  for (const version of versions) {
    for (const channel of channelsUsed(version.model)) {
      used.set(channel, [...(used.get(channel) ?? []), version]);
    }
  }
  const digest = sha256();
  digest.update("celadon-activity-1\n");
  for (const channel of [...used.keys()].sort()) {
    digest.update(`${JSON.stringify(channel)}\n`);
    for (const version of used.get(channel) ?? []) digest.update(hourLines(hoursIn(hoursOf(channel), version)));
  }
  return digest.hex();
}
