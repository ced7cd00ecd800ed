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
  /** Flows that count in it, at a place or in general, by a factor that is not known: what exchanges them is unknown by it, not 0. */
  readonly unknown: readonly { readonly flowId: string; readonly place: string | undefined }[];
  /** Of a method of places the codes that were looked at, each with the code whose factor counts there; undefined: none. At others the general one. */
  readonly places: ReadonlyMap<string, string | undefined>;
}
