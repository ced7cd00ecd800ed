import type { Spread } from "./spread.ts";

/** What is drawn of a factor as it is stated: its own spread, and the formula by which it follows from parameters; one of the two at least. */
export interface FactorUncertainty {
  readonly spread: Spread | undefined;
  readonly words: string | undefined;
  /** From the stated factor to the value. */
  readonly scale: number;
}

/** One method and its factors per reference unit of each flow, at one place or (undefined) in general. */
export interface MethodFactors {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly factors: readonly {
    readonly flowId: string;
    readonly locationId: string | undefined;
    readonly value: number;
    /** Undefined where it is certain. */
    readonly uncertainty?: FactorUncertainty | undefined;
  }[];
  /** Flows that it means to count, at one place or in general, by a factor that is not known. */
  readonly unknown: readonly { readonly flowId: string; readonly locationId: string | undefined }[];
  readonly read: number;
  readonly refused: number;
}
