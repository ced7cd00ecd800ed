import type { Source } from "@celadon/proto";
import { calendarPeriod, type InstantMs, type Period, type RunningHash, sha256Stream } from "@celadon/quantity";
import { hoursIn } from "./channel-hours.ts";
import { hourLines } from "./hour-lines.ts";
import type { Evidence } from "./lines-of.ts";
import { type ModelInForce, type Version, versionsIn } from "./versions.ts";

/** The calendar months by whose amounts a lot shares burdens, and what is known of them. */
export interface SharedMonths {
  readonly period: Period;
  /** How far all channels have come; the end of the period once they have passed it. */
  readonly reachedMs: InstantMs;
  readonly versions: readonly Version[];
  readonly evidence: Evidence;
}

/**
 * The calendar months that a lot touches, by the clock of the plant, as one stretch; undefined where no process of the versions in
 * force in the lot shares over months. A lot over two months shares by both together: it is one system of processes.
 */
export function sharedMonths({ fromMs, toMs }: Period, models: readonly ModelInForce[]): Period | undefined {
  const versions = versionsIn({ fromMs, toMs }, models);
  const zone = versions.at(-1)?.model.timeZone;
  const isShared = versions.some(({ model }) => model.processes.some(({ allocation }) => allocation.over === "month"));
  if (zone === undefined || !isShared) return undefined;
  return {
    fromMs: calendarPeriod(fromMs, zone, "month").fromMs,
    toMs: calendarPeriod(toMs - 1, zone, "month").toMs,
  };
}

/** SHA-256 over the digest of the lot's own hours, the versions of the months, and the hours that the shares rest on, by channel. */
export function sharesDigest(
  own: string,
  { versions, evidence }: SharedMonths,
  sources: readonly Source[],
  sha256: () => RunningHash = sha256Stream,
): string {
  const digest = sha256();
  digest.update(`celadon-shares-1\n${own}\n`);
  for (const { model, fromMs } of versions) digest.update(`${model.hash} ${fromMs}\n`);
  const stretches = new Map(
    sources.flatMap(({ channel, fromMs, toMs, means }) =>
      [channel, ...(means?.of.map((mean) => mean.channel) ?? [])]
        .filter((name) => name !== "")
        .map((name) => [`${JSON.stringify(name)} ${fromMs} ${toMs}`, { name, fromMs, toMs }] as const),
    ),
  );
  for (const key of [...stretches.keys()].sort()) {
    const { name, fromMs, toMs } = stretches.get(key) as NonNullable<ReturnType<typeof stretches.get>>;
    digest.update(`${key}\n`);
    digest.update(hourLines(hoursIn(evidence.hoursOf(name), { fromMs: Number(fromMs), toMs: Number(toMs) })));
  }
  return digest.hex();
}
