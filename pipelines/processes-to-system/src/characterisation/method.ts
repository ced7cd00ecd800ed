/** One method: a row of C, with its factors per unit of each flow, at one place (its code) or (undefined) in general. */
export interface Method {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly factors: readonly {
    readonly flowId: string;
    readonly place: string | undefined;
    readonly value: number;
  }[];
}
