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
  readonly read: number;
  readonly refused: number;
}
