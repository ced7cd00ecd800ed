import { localText } from "@celadon/quantity";
import { refuse } from "@celadon/runtime";

/** From when to when a certificate is asked to be valid. What is not said is chosen here. */
export interface WantedValidity {
  readonly validFromMs?: number | undefined;
  readonly validUntilMs?: number | undefined;
  /** Calendar months from `validFromMs` on; `validUntilMs` goes before it. */
  readonly validMonths?: number | undefined;
}

const usualMonths = 12;
const monthsMax = 36;

/**
 * [from, until) on the plant's own clock: from the beginning of today, for twelve months, where nothing else is said. Refused: an
 * end before its beginning or before now, and more than three years, after which PACT 3.0 no longer exchanges a figure.
 */
export function validityOf(
  { validFromMs, validUntilMs, validMonths = usualMonths }: WantedValidity,
  { nowMs, timeZone }: { readonly nowMs: number; readonly timeZone: string },
): { readonly validFromMs: number; readonly validUntilMs: number } {
  const local = (atMs: number) => Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
  if (!Number.isInteger(validMonths) || validMonths < 1) {
    throw bad(`The months of validity are ${validMonths}, and must be a whole number from 1 to ${monthsMax}.`);
  }
  const fromMs = validFromMs ?? local(nowMs).startOfDay().epochMilliseconds;
  const untilMs = validUntilMs ?? local(fromMs).add({ months: validMonths }).epochMilliseconds;
  const [from, until] = [localText(fromMs, timeZone), localText(untilMs, timeZone)];
  if (untilMs <= fromMs) throw bad(`It would end at ${until}, before it begins at ${from}: choose a later end.`);
  if (untilMs <= nowMs) throw bad(`It would have ended at ${until} already: choose a later end.`);
  if (untilMs > local(fromMs).add({ months: monthsMax }).epochMilliseconds) {
    throw bad(`From ${from} to ${until} is more than three years: choose an earlier end.`);
  }
  return { validFromMs: fromMs, validUntilMs: untilMs };
}

const bad = (message: string) => refuse({ status: 400, code: "bad-validity", message });
