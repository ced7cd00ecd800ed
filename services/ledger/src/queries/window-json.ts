import type { ActivityWindow } from "@celadon/proto";
import { instantText } from "@celadon/quantity";

/** An hour of a channel as JSON gives it: `amount` is null where nothing is known, and for a state or sample, which may have a `mean`. */
export const windowJson = ({ startMs, ...window }: ActivityWindow) => ({
  factory: window.factory,
  channel: window.channel,
  start: instantText(Number(startMs)),
  localStart: window.localStart,
  amount: window.amount ?? null,
  unit: window.unit,
  measuredMs: window.measuredMs,
  estimatedMs: window.estimatedMs,
  missingMs: window.missingMs,
  marks: window.marks,
  ...(window.mean === undefined ? {} : { mean: window.mean }),
});
