import type { Source } from "@celadon/proto";

/** Shares of the needed channel time, decimal text, sum exactly 1; all three empty where nothing metered is needed. */
export interface TimeShares {
  readonly measuredShare: string;
  readonly estimatedShare: string;
  readonly missingShare: string;
}

const digits = 12;
const whole = 10n ** BigInt(digits);

/** Milliseconds by class over all stretches of channels, each stretch once, however often it is used. */
export function timeShares(sources: readonly Source[]): TimeShares {
  const stretches = new Map(
    sources
      .filter(({ channel }) => channel !== "")
      .map((source) => [JSON.stringify([source.channel, `${source.fromMs}`, `${source.toMs}`]), source]),
  );
  let [measured, estimated, missing] = [0n, 0n, 0n];
  for (const { measuredMs, estimatedMs, missingMs } of stretches.values()) {
    measured += measuredMs;
    estimated += estimatedMs;
    missing += missingMs;
  }
  const all = measured + estimated + missing;
  if (all === 0n) return { measuredShare: "", estimatedShare: "", missingShare: "" };
  // Measured is rounded down and missing up, so that one missing hour is not 0; what is left is what was estimated.
  const measuredSteps = (measured * whole) / all;
  const missingSteps = (missing * whole + all - 1n) / all;
  return {
    measuredShare: text(measuredSteps),
    estimatedShare: text(whole - measuredSteps - missingSteps),
    missingShare: text(missingSteps),
  };
}

function text(steps: bigint): string {
  const padded = steps.toString().padStart(digits + 1, "0");
  return `${padded.slice(0, -digits)}.${padded.slice(-digits)}`.replace(/\.?0+$/, "");
}
