/**
 * What is known of a number beside itself: it is the whole; something was left out, so that it is too low at most; or what was left out may
 * also make it too high, as a credit would, so that it bounds nothing.
 */
export type FigureBound = "complete" | "lower-bound" | "bound-unknown";

/** What a figure is: a number and its bound, or no number: the method has no factor, or somebody's own impact by it is not known. */
export type FigureStatus = FigureBound | "empty-method" | "unknown";

/** Of a figure before and after. */
export interface StatusOfBoth {
  readonly before: FigureStatus;
  readonly after: FigureStatus;
}
