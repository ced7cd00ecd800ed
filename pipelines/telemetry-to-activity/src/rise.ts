import type { Rule } from "./rule.ts";

/** What a reading is to those behind it: an amount at an instant; or the opening register of a new era. */
export interface Point {
  /** Where what it tells of ends. */
  readonly atMs: number;
  readonly pico: bigint;
  readonly isMeasured: boolean;
  /** Window marks of its reading. */
  readonly marks: number;
}

/** The believable rise of a register between two points, rollover included, or undefined. In no time nothing rises. */
export function riseOf(from: Point, to: Point, rule: Rule): bigint | undefined {
  const rated = rule.ratedPicoPerHour;
  const elapsedMs = BigInt(to.atMs - from.atMs);
  const within = (pico: bigint): boolean =>
    rated === undefined ? elapsedMs > 0n || pico === 0n : pico * 36_000_000n <= rated * elapsedMs * 11n;
  const rise = to.pico - from.pico;
  if (rise >= 0n) return within(rise) ? rise : undefined;
  if (rule.modulusPico === undefined || rated === undefined) return undefined;
  const wrapped = rise + rule.modulusPico;
  return wrapped >= 0n && within(wrapped) ? wrapped : undefined;
}
