/**
 * Marks of a step, and of every window it reaches into: a step crosses the border of an hour; its reading was sent after the fact, or
 * entered by hand; it ends at a declared register; its value has been the same to the last digit for too long to be believed blindly.
 */
export const windowMark = { spread: 1, backfill: 2, manual: 4, declared: 8, frozen: 16 } as const;

/**
 * What one stretch of time adds to a channel's cumulative amount. From `fromMs`, after tau milliseconds, it has added
 *
 *   C(tau) = (linear * tau + square * tau^2) / divisor      [pico], rounded half away from zero
 *
 * A counter or interval step is linear with C(toMs - fromMs) = its whole amount; only a trapezoid has a square part.
 * A window takes the difference of C at its two borders, so the pieces of a step add up to the step, to the last digit.
 */
export interface Step {
  readonly fromMs: number;
  readonly toMs: number;
  readonly linear: bigint;
  readonly square: bigint;
  readonly divisor: bigint;
  readonly isMeasured: boolean;
  readonly marks: number;
}

const rounded = (top: bigint, bottom: bigint): bigint =>
  top < 0n ? -((-top * 2n + bottom) / (bottom * 2n)) : (top * 2n + bottom) / (bottom * 2n);

/** What the step has added at the instant, pico. */
export function addedAt(step: Step, atMs: number): bigint {
  const tau = BigInt(atMs - step.fromMs);
  return rounded(step.linear * tau + step.square * tau * tau, step.divisor);
}

/** A step that adds `pico` evenly over its time. */
export const evenStep = (step: {
  readonly fromMs: number;
  readonly toMs: number;
  readonly pico: bigint;
  readonly isMeasured: boolean;
  readonly marks: number;
}): Step => ({
  fromMs: step.fromMs,
  toMs: step.toMs,
  linear: step.pico,
  square: 0n,
  divisor: BigInt(step.toMs - step.fromMs),
  isMeasured: step.isMeasured,
  marks: step.marks,
});
