/** What hostile input may cost. */
export interface Limits {
  /** Bytes from ## to the line end; the largest regular frame, encrypted, has 4813. */
  readonly frameBytes: number;
  /** Bytes of the plain segment; the standard's own 1024 are a warning. */
  readonly segmentBytes: number;
  readonly headerFields: number;
  readonly dataFields: number;
  readonly nameBytes: number;
  readonly valueBytes: number;
  /** Of `-Info` and of log texts. */
  readonly textBytes: number;
}

export const defaultLimits: Limits = {
  frameBytes: 16_384,
  segmentBytes: 4096,
  headerFields: 64,
  dataFields: 1024,
  nameBytes: 32,
  valueBytes: 64,
  textBytes: 1024,
};
