/**
 * The 11 bits of a reading's marks. They are content: two readings of one key that agree in revision, quality, value and
 * covered time are ordered by them, so that the winner never depends on arrival.
 */
export const readingMarks = {
  /** Bits 0 to 6: the code of the unit the sender stated; 0 when it stated none. */
  unitCode: 0b000_0111_1111,
  /** Bit 7: sent after the fact, from a meter's memory. */
  backfill: 0b000_1000_0000,
  /** Bit 8: entered by a person. */
  manual: 0b001_0000_0000,
  /** Bit 9: came without the flag that its protocol has for what the instrument says of itself. It counts. */
  unflagged: 0b010_0000_0000,
  /** Bit 10: received when its instant was at most 5 minutes ahead. */
  timely: 0b100_0000_0000,
  /** Every bit that may be set. */
  all: 0b111_1111_1111,
} as const;
