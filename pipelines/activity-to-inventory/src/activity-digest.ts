import { sha256Stream } from "@celadon/quantity";
import type { ActivityHour } from "./activity-hour.ts";
import { type ChannelHours, hoursIn } from "./channel-hours.ts";
import { channelsUsed } from "./channels-used.ts";
import type { Version } from "./versions.ts";

/**
 * SHA-256 over the canonical hours of every channel the versions use, each in the hours of the versions that use it: channels
 * by name, hours in order, amount without trailing zeros, milliseconds by class, marks. An hour without covered time is the
 * same as one that is not there: a retracted reading leaves no trace. Nothing of arrival is in it.
 */
export function activityDigest(versions: readonly Version[], hoursOf: (channel: string) => ChannelHours): string {
  const used = new Map<string, Version[]>();
  for (const version of versions) {
    for (const channel of channelsUsed(version.model)) {
      used.set(channel, [...(used.get(channel) ?? []), version]);
    }
  }
  const digest = sha256Stream();
  digest.update("celadon-activity-1\n");
  for (const channel of [...used.keys()].sort()) {
    digest.update(`${JSON.stringify(channel)}\n`);
    for (const version of used.get(channel) ?? [])
      digest.update(hoursIn(hoursOf(channel), version).map(lineOf).join(""));
  }
  return digest.hex();
}

function lineOf({ hourMs, amount, measuredMs, estimatedMs, marks }: ActivityHour): string {
  if (measuredMs + estimatedMs === 0) return "";
  return `${hourMs} ${amount === null ? "-" : shortest(amount)} ${measuredMs} ${estimatedMs} ${marks === undefined ? "0" : marks}\n`;
}

/** Without trailing zeros; a loop, because a pattern would look at every zero in the middle too. */
function shortest(amount: string): string {
  const point = amount.indexOf(".");
  if (point < 0) return amount === "-0" ? "0" : amount;
  let end = amount.length;
  while (amount[end - 1] === "0") end--;
  const text = amount.slice(0, end - 1 === point ? point : end);
  return text === "-0" ? "0" : text;
}
