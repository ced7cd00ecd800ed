import type { FactorUse, Source } from "@celadon/proto";
import { type Fraction, times } from "./fraction.ts";

/** Why an amount is not known, or rests on an estimate. `channel`: whose time it is about. */
export interface Lack {
  readonly kind: "missing-time" | "missing-amount" | "missing-factor" | "unknown-channel";
  readonly channel?: string;
  readonly reason: string;
}

/** An amount over a stretch of time, with everything a reader may ask about it. */
export interface Quantity {
  /** Undefined: unknown, and `lacks` says why. Never 0 instead. */
  readonly value: Fraction | undefined;
  /** What of it is known although time is missing: a lower bound for a reasoned cut-off. */
  readonly counted: Fraction | undefined;
  readonly unit: string;
  /** amount = Σ source amount * coefficient. */
  readonly sources: readonly ScaledSource[];
  readonly lacks: readonly Lack[];
  /** Estimates that the model names, in words: they fill time, so that the value is known. */
  readonly estimates: readonly string[];
  /** Factor rows it was multiplied with. */
  readonly rows: readonly FactorUse[];
}

/** A source whose coefficient is still exact. */
export interface ScaledSource extends Omit<Source, "coefficient"> {
  readonly coefficient: Fraction;
}

/** The same, multiplied by a number that gives another unit. */
export const scaled = (quantity: Quantity, ratio: Fraction, unit: string): Quantity => ({
  ...quantity,
  unit,
  value: quantity.value && times(quantity.value, ratio),
  counted: quantity.counted && times(quantity.counted, ratio),
  sources: quantity.sources.map((source) => ({ ...source, coefficient: times(source.coefficient, ratio) })),
});
