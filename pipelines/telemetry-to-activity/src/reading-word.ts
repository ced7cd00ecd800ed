/** What a reading has beside its instant and its value, in one number: quality 4 bits, marks 11 bits, the seconds it covers. */
export const wordOf = "toUInt64(quality) + toUInt64(marks) * 16 + toUInt64(coversSeconds) * 32768";

/** What a word says, as SQL. */
export const word = {
  quality: (w: string): string => `bitAnd(${w}, 15)`,
  /** Milliseconds, those of the period where a reading does not say. */
  cover: (w: string): string => `if(${w} < 32768, period, toInt64(bitShiftRight(${w}, 15)) * 1000)`,
  /** Marks of a step that ends at the reading: sent after the fact, entered by hand. */
  stepMarks: (w: string): string => `bitAnd(bitShiftRight(${w}, 10), 6)`,
  isByHand: (w: string): string => `bitAnd(${w}, 4096) != 0`,
  isCalm: (w: string): string => `bitAnd(${w}, 32767) = 16386`,
  /** Whether the reading does not count by itself, or may not. */
  isDoubted: (w: string): string =>
    `${word.quality(w)} > 2 OR bitAnd(${w}, 16384) = 0 OR (NOT anyUnit AND bitAnd(${w}, 2032) != 0 AND bitAnd(${w}, 2032) != 16 * unitCode)`,
};
