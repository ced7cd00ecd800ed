import type { Touched } from "@celadon/telemetry-to-activity";

/** So many readings are folded in few rounds; weeks go together as long as they hold no more. */
const readingsAtOnce = 100_000;

/**
 * The half-open period [fromMs, toMs) in stretches, one behind the other without a gap, each of weeks with few enough readings, or of one
 * week: a quiet year is one stretch, and a clock that is decades ahead costs nothing. Of a stretch both instants are included.
 */
export function stretchesOf(
  weeks: readonly { readonly startMs: number; readonly readings: number }[],
  { fromMs, toMs }: Touched,
): readonly Touched[] {
  const starts = [fromMs];
  let held = 0;
  for (const { startMs, readings } of weeks) {
    if (startMs >= toMs) break;
    held = startMs <= fromMs ? readings : held + readings;
    if (held <= readingsAtOnce || startMs <= fromMs) continue;
    starts.push(startMs);
    held = readings;
  }
  return starts.map((startMs, i) => ({ fromMs: startMs, toMs: (starts[i + 1] ?? toMs) - 1 }));
}
