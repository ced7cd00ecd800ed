/** A stretch of periods that are missing, by the beginnings of the first and the last one. */
export interface MissingPeriods {
  readonly beginMs: number;
  readonly endMs: number;
}

/** No request asks for more at once: a day of minutes is up to 1,440 frames. */
const dayMs = 24 * 3_600_000;

/**
 * Which periods of [fromMs, toMs) have no reading, joined into stretches that end with the day (UTC), so that a stretch keeps its end
 * while the time that is looked at moves on. Periods begin at whole multiples of their
 * length since 1970, as hours and the minute periods of HJ 212 do at +08:00 too.
 */
export function missingPeriods(
  present: ReadonlySet<number>,
  { fromMs, toMs, periodMs }: { readonly fromMs: number; readonly toMs: number; readonly periodMs: number },
): readonly MissingPeriods[] {
  const found: { beginMs: number; endMs: number }[] = [];
  for (let at = Math.ceil(fromMs / periodMs) * periodMs; at + periodMs <= toMs; at += periodMs) {
    if (present.has(at)) continue;
    const last = found.at(-1);
    const joins = last?.endMs === at - periodMs && Math.floor(last.beginMs / dayMs) === Math.floor(at / dayMs);
    if (joins) last.endMs = at;
    else found.push({ beginMs: at, endMs: at });
  }
  return found;
}
