import { readingLimits as limits } from "./reading-limits.ts";
import { readingMarks } from "./reading-marks.ts";
import { qualityCodes, qualityWord } from "./reading-quality.ts";

/**
 * One row of a batch. value = whole + micro / 10^6, exact: both are integers, |micro| < 10^6, and neither is positive while
 * the other is negative (-0.5 is whole 0, micro -500,000).
 */
export interface ReadingRow {
  /** Index into the batch's channel names. */
  readonly channel: number;
  readonly atMs: number;
  readonly whole: number;
  readonly micro: number;
  readonly revision: number;
  /** The value covers [at - coversSeconds, at); 0: the channel's period. */
  readonly coversSeconds: number;
  /** A code of `qualityCodes`. */
  readonly quality: number;
  /** Bits of `readingMarks`. */
  readonly marks: number;
}

const isCount = (value: number, max: number): boolean => value >>> 0 === value && value <= max;

const isAmount = (whole: number, micro: number): boolean =>
  whole >= -limits.wholeMax &&
  whole <= limits.wholeMax &&
  Math.floor(whole) === whole &&
  (micro | 0) === micro &&
  micro >= -limits.microMax &&
  micro <= limits.microMax &&
  (whole > 0 ? micro >= 0 : whole === 0 || micro <= 0);

const isInstant = (atMs: number): boolean =>
  atMs >= limits.atMsFirst && atMs < limits.atMsEnd && Math.floor(atMs) === atMs;

const isQuality = (code: number): boolean => qualityWord(code) !== undefined;

/** The first field by which the row can be no reading; undefined when it can be one. The value is named by its `whole` part. */
export function faultyField(row: ReadingRow, channels: number): Exclude<keyof ReadingRow, "micro"> | undefined {
  if (!isCount(row.channel, channels - 1)) return "channel";
  if (!isInstant(row.atMs)) return "atMs";
  if (!isAmount(row.whole, row.micro)) return "whole";
  if (!isCount(row.revision, limits.revisionMax)) return "revision";
  if (!isCount(row.coversSeconds, limits.coversSecondsMax)) return "coversSeconds";
  if (!isQuality(row.quality)) return "quality";
  if ((row.marks & readingMarks.all) !== row.marks) return "marks";
  return undefined;
}

/** Whether the row can be a reading. NaN and fractions are caught as well. */
export const isSound = (row: ReadingRow, channels: number): boolean => faultyField(row, channels) === undefined;

/** Why this row can be no reading, as a sentence; undefined when it can. */
export function rowFault(row: ReadingRow, channels: number): string | undefined {
  const { channel, atMs, whole, micro, revision, coversSeconds, quality, marks } = row;
  switch (faultyField(row, channels)) {
    case "channel":
      return `Channel index ${channel} points outside the ${channels} channel names of its batch: name the channel there.`;
    case "atMs":
      return `Instant ${atMs} ms is not a whole millisecond from 2000-01-01 up to 2100-01-01: check the meter's clock and the unit.`;
    case "whole":
      return `Value ${whole} + ${micro} / 10^6 has more than 12 integer digits or 6 decimals: send it in a larger unit.`;
    case "revision":
      return `Revision ${revision} is not a whole number from 0 to ${limits.revisionMax}: count corrections up from 0.`;
    case "coversSeconds":
      return `coversSeconds ${coversSeconds} is not a whole number from 0 to ${limits.coversSecondsMax}: split the interval.`;
    case "quality":
      return `Quality code ${quality} is none of ${Object.entries(qualityCodes)
        .map(([word, code]) => `${code} (${word})`)
        .join(", ")}.`;
    case "marks":
      return `Marks ${marks} set a bit beyond 10: set bits 0 to 9 only.`;
    case undefined:
      return undefined;
  }
}
