/** What a figure is: the whole, what is known of it at least, or no number: the method has no factor, or somebody's own impact by it is not known. */
export type FigureStatus = "complete" | "lower-bound" | "empty-method" | "unknown";

/** Of a figure before and after. */
export interface StatusOfBoth {
  readonly before: FigureStatus;
  readonly after: FigureStatus;
}
