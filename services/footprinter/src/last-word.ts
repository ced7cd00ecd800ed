import { ActivityEvent, topics } from "@celadon/proto";
import { hourFrom, hourMs, type Period } from "@celadon/quantity";
import type { EventLog } from "@celadon/runtime";

/**
 * Tells the footprinter that has a factory's partition to look at periods once more. What another one calculates by hand may have
 * been read before, and put on the shelf after, what that one has put there: so that one gets the last word.
 */
export async function giveLastWord(
  log: Pick<EventLog, "publish">,
  { factory, channels }: { readonly factory: string; readonly channels: readonly { readonly name: string }[] },
  periods: readonly Period[],
): Promise<void> {
  const [channel] = channels;
  if (channel === undefined) return;
  const touched = joined(periods).map(({ fromMs, toMs }) => ({
    channel: channel.name,
    fromMs: BigInt(fromMs),
    toMs: BigInt(toMs),
    appended: false,
  }));
  const event = ActivityEvent.encode({ factory, touched, position: "", models: [] }).finish();
  await log.publish(topics.activity.name, factory, event);
}

/** Whole hours, in order, those that overlap or touch as one. */
function joined(periods: readonly Period[]): readonly Period[] {
  const stretches: { fromMs: number; toMs: number }[] = [];
  for (const { fromMs, toMs } of periods.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const whole = { fromMs: Math.floor(fromMs / hourMs) * hourMs, toMs: hourFrom(toMs) };
    const last = stretches.at(-1);
    if (last !== undefined && whole.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, whole.toMs);
    else stretches.push(whole);
  }
  return stretches;
}
