/** What is there to be asked about. */
export interface Known {
  readonly footprint: string;
  readonly certificate: string;
  readonly credential: string;
  /** A request of the mill's meter. */
  readonly request: string;
  readonly plant: string;
  /** A reading of the mill. */
  readonly line: string;
  /** A folder for what is written. */
  readonly folder: string;
}
