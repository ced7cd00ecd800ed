import type { Gap } from "@celadon/proto";
import type { InstantMs } from "@celadon/quantity";
import { durationText } from "./channel-amount.ts";
import type { PlantModel } from "./plant-model.ts";
import type { ScaledSource } from "./quantity.ts";

/**
 * What of an amount rests on meters beyond the last day of their verification: told, and excused, because the readings are there. A
 * channel without `verifiedUntil` says nothing.
 */
export function unverifiedGaps(
  sources: readonly ScaledSource[],
  { channels, timeZone }: PlantModel,
): readonly Omit<Gap, "where">[] {
  const used = new Map(
    sources.flatMap(({ channel, means, fromMs, toMs }) =>
      [channel, ...(means?.of ?? []).map((mean) => mean.channel)].map((name) => [name, { fromMs, toMs }]),
    ),
  );
  return channels.flatMap(({ name, accuracy }) => {
    const stretch = used.get(name);
    if (stretch === undefined || accuracy?.verifiedUntil === undefined) return [];
    const unverifiedMs =
      Number(stretch.toMs) - Math.max(Number(stretch.fromMs), endOfDay(accuracy.verifiedUntil, timeZone));
    if (unverifiedMs <= 0) return [];
    const reason = `The meter of channel "${name}" is verified until ${accuracy.verifiedUntil}, and ${durationText(unverifiedMs)} lie behind that. Have it verified, and write the new date under channels.${name}.accuracy.`;
    return [{ kind: "unverified", reason, excused: true }];
  });
}

/** The first instant behind a day of the plant's calendar. */
const endOfDay = (day: string, timeZone: string): InstantMs =>
  Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
