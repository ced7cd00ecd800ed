import type { Spread } from "./spread.ts";

/** One method and its factors per reference unit of each flow, at one place or (undefined) in general. */
export interface MethodFactors {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly factors: readonly {
    readonly flowId: string;
    readonly locationId: string | undefined;
    readonly value: number;
    /** Of the factor as it is stated; `scale` is from there to the value. Undefined where it is certain. */
    readonly uncertainty?: { readonly spread: Spread; readonly scale: number } | undefined;
  }[];
  readonly read: number;
  readonly refused: number;
}
