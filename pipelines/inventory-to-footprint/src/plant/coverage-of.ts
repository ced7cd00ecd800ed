import type { Source } from "@celadon/proto";
import { shareSteps } from "./apportioned.ts";
import type { NeededParts } from "./needed-parts.ts";
import { fromSteps } from "./rounded.ts";

/** Shares of the needed channel time; texts that add up to exactly 1, or all empty where nothing metered is needed. */
interface Coverage {
  readonly measuredShare: string;
  readonly estimatedShare: string;
  readonly missingShare: string;
}

/**
 * How much of the channel time that a footprint rests on was measured, estimated, missing: sums of milliseconds over all
 * stretches of its channels, each stretch once, however often it is used. In 12 digits, so that one missing hour is not 0.
 */
export function coverageOf({ lines, outputs, uses }: NeededParts): Coverage {
  const stretches = new Map<string, Source>();
  for (const { sources } of [...lines, ...outputs, ...uses]) {
    for (const source of sources) {
      if (source.channel !== "") stretches.set(keyOf(source), source);
    }
  }
  const time = timeOf([...stretches.values()]);
  if (time.every((ms) => ms === 0n)) return { measuredShare: "", estimatedShare: "", missingShare: "" };
  const shares = shareSteps(time, 1_000_000_000_000n).map((share) => fromSteps(share, -12).toFixed());
  const [measuredShare, estimatedShare, missingShare] = shares as [string, string, string];
  return { measuredShare, estimatedShare, missingShare };
}

/** With the means it is multiplied by, a channel may know less of its time. */
const keyOf = ({ channel, fromMs, toMs, means }: Source): string =>
  JSON.stringify([channel, `${fromMs}`, `${toMs}`, ...(means?.of.map((mean) => mean.channel) ?? [])]);

/** Milliseconds measured, estimated and missing. */
export const timeOf = (sources: readonly Source[]): readonly [bigint, bigint, bigint] =>
  sources.reduce(
    ([measured, estimated, missing], source) => [
      measured + source.measuredMs,
      estimated + source.estimatedMs,
      missing + source.missingMs,
    ],
    [0n, 0n, 0n],
  );
