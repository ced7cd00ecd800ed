/** One method and its factors per reference unit of each flow, at one place or (undefined) in general. */
export interface MethodFactors {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly factors: readonly {
    readonly flowId: string;
    readonly locationId: string | undefined;
    readonly value: number;
  }[];
  /** Flows that it means to count, at one place or in general, by a factor that is not known. */
  readonly unknown: readonly { readonly flowId: string; readonly locationId: string | undefined }[];
  readonly read: number;
  readonly refused: number;
}
