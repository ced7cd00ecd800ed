import { hourMs, type InstantMs, instantText, readInstant } from "@celadon/quantity";

const local = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?$/;

/**
 * The instant from which a version holds: `2026-03-01` is the start of that day in the plant's zone, `2026-03-01T06:00` a
 * time of its clock, with an offset an instant. It must be a whole UTC hour, because every hour belongs to one version.
 */
export function effectiveFrom(
  text: string,
  timeZone: string,
): { readonly value: InstantMs } | { readonly problem: string; readonly fix: string } {
  const atMs = local.test(text) ? localInstant(text, timeZone) : readInstant(text);
  if (atMs === undefined) {
    return {
      problem: `"${text}" is no date of ${timeZone}, or one that its clocks show twice or never.`,
      fix: "Write a day (`2026-03-01`), a time of the plant (`2026-03-01T06:00`), or an instant with its offset.",
    };
  }
  if (atMs % hourMs === 0) return { value: atMs };
  const before = Math.floor(atMs / hourMs) * hourMs;
  return {
    problem: `"${text}" is ${instantText(atMs)}, not a whole UTC hour: an hour belongs to one version.`,
    fix: `Take ${instantText(before)} or ${instantText(before + hourMs)}.`,
  };
}

function localInstant(text: string, timeZone: string): InstantMs | undefined {
  try {
    if (text.length === 10)
      return Temporal.PlainDate.from(text, { overflow: "reject" }).toZonedDateTime(timeZone).epochMilliseconds;
    const time = Temporal.PlainDateTime.from(text, { overflow: "reject" });
    return time.toZonedDateTime(timeZone, { disambiguation: "reject" }).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
