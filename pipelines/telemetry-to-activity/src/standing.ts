import type { Reading } from "./reading.ts";

/**
 * A total order on content, so that 0 means equal; arrival is not in it. The version column of `readings` encodes the
 * same order: revision, quality, value, seconds covered, marks.
 */
const compare = (a: Reading, b: Reading): number =>
  a.revision - b.revision ||
  a.quality - b.quality ||
  (a.valueMicro < b.valueMicro ? -1 : Number(a.valueMicro > b.valueMicro)) ||
  a.coversSeconds - b.coversSeconds ||
  a.marks - b.marks;

/** Which of two readings of one key stands. Commutative, associative, idempotent. */
export const standing = (a: Reading, b: Reading): Reading => (compare(a, b) >= 0 ? a : b);

/** The readings that stand, one per instant, sorted by it. Retractions stand too: they say that there is no reading. */
export function standingOf(readings: Iterable<Reading>): readonly Reading[] {
  const byInstant = new Map<number, Reading>();
  for (const reading of readings) {
    const other = byInstant.get(reading.atMs);
    byInstant.set(reading.atMs, other === undefined ? reading : standing(other, reading));
  }
  return [...byInstant.values()].sort((a, b) => a.atMs - b.atMs);
}
