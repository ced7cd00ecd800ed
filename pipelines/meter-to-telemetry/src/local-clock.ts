import type { InstantMs } from "@celadon/quantity";

const dayMs = 86_400_000;

/** A wall clock: days since 1970-01-01 and milliseconds of the day become an instant, where there is exactly one. */
export interface LocalClock {
  instantOf(day: number, msOfDay: number): InstantMs | "twice" | "never";
  /** The first instant of the day, which is not 00:00 where the clock change leaves that out. */
  startOfDay(day: number): InstantMs;
}

/** The wall clock of an IANA time zone. Days without a clock change near them are worked out once. */
export function localClock(timeZone: string): LocalClock {
  let knownDay = Number.NaN;
  let offsetMs: number | undefined;

  /** The offset of the whole day, undefined when the clock changes less than a day away from it. */
  const offsetOf = (day: number): number | undefined => {
    if (day === knownDay) return offsetMs;
    const before = Temporal.Instant.fromEpochMilliseconds((day - 1) * dayMs).toZonedDateTimeISO(timeZone);
    const change = before.getTimeZoneTransition("next");
    knownDay = day;
    offsetMs =
      change === null || change.epochMilliseconds > (day + 2) * dayMs
        ? before.offsetNanoseconds / 1_000_000
        : undefined;
    return offsetMs;
  };

  return {
    instantOf(day, msOfDay) {
      const offset = offsetOf(day);
      const local = day * dayMs + msOfDay;
      return offset === undefined ? instantNearChange(local, timeZone) : local - offset;
    },
    startOfDay(day) {
      const offset = offsetOf(day);
      return offset === undefined
        ? plainOf(day * dayMs)
            .toZonedDateTime(timeZone)
            .startOfDay().epochMilliseconds
        : day * dayMs - offset;
    },
  };
}

const plainOf = (localMs: number): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(localMs).toZonedDateTimeISO("UTC").toPlainDateTime();

function instantNearChange(localMs: number, timeZone: string): InstantMs | "twice" | "never" {
  const plain = plainOf(localMs);
  const earlier = plain.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  const later = plain.toZonedDateTime(timeZone, { disambiguation: "later" });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return earlier.epochMilliseconds;
  return earlier.toPlainDateTime().equals(plain) ? "twice" : "never";
}
