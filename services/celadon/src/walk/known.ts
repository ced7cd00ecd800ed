/** What is there to be asked about. */
export interface Known {
  readonly footprint: string;
  readonly certificate: string;
  readonly credential: string;
  /** A request of the mill's meter. */
  readonly request: string;
  readonly plant: string;
  /** The origins of dead letters of the mill: one to replay and one to drop, over each interface. */
  readonly letters: { readonly http: LetterPair; readonly rpc: LetterPair };
  /** A reading of the mill. */
  readonly line: string;
  /** A folder for what is written. */
  readonly folder: string;
}

export type LetterPair = readonly [toReplay: string, toDrop: string];
