import type { InstantMs, Period } from "@celadon/quantity";
import type { ChannelHours } from "./channel-hours.ts";
import { channelsUsed } from "./channels-used.ts";
import { endOfHour } from "./end-of-hour.ts";
import type { Version } from "./versions.ts";

/**
 * The last hour border, or cut of an hour, that all channels have reached: the end of the last hour a channel covers wholly, or the start of one
 * it covers in part, the least of all channels of the version in force there. A channel without any hour holds nobody back: it
 * is a gap. Undefined where no channel has an hour, samples apart, which hold on into time that has not come yet; the end of the period where no amount needs a channel.
 */
export function reachedBy(
  versions: readonly Version[],
  hoursOf: (channel: string) => ChannelHours,
  period: Period,
): InstantMs | undefined {
  let end = period.toMs;
  let needsChannels = false;
  for (const version of versions.toReversed()) {
    const used = [...channelsUsed(version.model)];
    const samples = new Set(version.model.channels.flatMap(({ name, kind }) => (kind === "sample" ? [name] : [])));
    needsChannels ||= used.length > 0;
    const reaches = used.flatMap((channel) => reachOf(hoursOf(channel)) ?? []);
    const isActive = used.some((channel) => !samples.has(channel) && reachOf(hoursOf(channel)) !== undefined);
    const reached = isActive ? Math.min(end, ...reaches) : undefined;
    if (reached !== undefined && reached > version.fromMs) return reached;
    end = version.fromMs;
  }
  return needsChannels ? undefined : period.toMs;
}

function reachOf({ hours }: ChannelHours): InstantMs | undefined {
  const last = hours.findLast(({ measuredMs, estimatedMs }) => measuredMs + estimatedMs > 0);
  if (last === undefined) return undefined;
  const endMs = endOfHour(last);
  return last.measuredMs + last.estimatedMs === endMs - last.hourMs ? endMs : last.hourMs;
}
