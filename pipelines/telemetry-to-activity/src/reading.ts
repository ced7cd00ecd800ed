/**
 * How sure its sender is of a reading. The numbers are the store's, and their order decides ties: a retraction wins, and of two copies
 * the one that the instrument itself denies (`stopped` to `doubted`).
 */
export const quality = {
  estimated: 1,
  measured: 2,
  stopped: 3,
  maintained: 4,
  calibrating: 5,
  faulty: 6,
  aboveRange: 7,
  powerFailed: 8,
  unknownFlag: 9,
  doubted: 10,
  retracted: 15,
} as const;
export type Quality = (typeof quality)[keyof typeof quality];

/** Bits of `marks`; the lowest seven hold the code of the unit the sender stated (0 = none). */
export const mark = { unit: 0x7f, backfill: 0x80, manual: 0x100, timely: 0x400 } as const;

/** One reading of one channel. `valueMicro` is the value times 10^6, exact; `coversSeconds` 0 means the channel's period. */
export interface Reading {
  readonly atMs: number;
  readonly valueMicro: bigint;
  readonly quality: Quality;
  readonly revision: number;
  readonly coversSeconds: number;
  readonly marks: number;
}
