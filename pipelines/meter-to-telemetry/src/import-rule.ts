/**
 * How the CSV files of another system are read into channels: declared in the plant model, never guessed. The model's own
 * import rules have this shape.
 */
export interface ImportRule {
  readonly name: string;
  /** Lines before the header that are no part of the table. */
  readonly skipLines?: number;
  readonly delimiter: "," | ";" | "\t" | "|";
  /** How a number is written, by example. */
  readonly numbers: "1234.5" | "1,234.5" | "1234,5" | "1.234,5";
  /** Texts that stand for no reading. The empty one always does. */
  readonly noReading: readonly string[];
  readonly time: {
    /** Headers whose cells, joined with one blank, have the format. */
    readonly columns: readonly string[];
    /** `iso`, or a pattern of YYYY M MM D DD H HH m mm s ss and what stands between them; without a day it is the first of the month. */
    readonly format: string;
    /** IANA time zone of the local times. */
    readonly zone: string;
    /** What a time is of: the start or the end of its interval, or the instant of a counter, rate or state. */
    readonly stamp: "start" | "end" | "instant";
    /** What 00:00 is: the start of its date, or its end in files that close a day under the same date. */
    readonly midnight: "start-of-date" | "end-of-same-date";
  };
  readonly columns: readonly {
    readonly column: string;
    readonly channel: string;
    readonly unit: string;
    readonly kind: "counter" | "interval" | "rate" | "state" | "sample";
    readonly periodMs: number;
    /** One amount for each local day of 23 to 25 hours. */
    readonly isCalendarDay: boolean;
    /** One amount for each local month of 28 to 31 such days. */
    readonly isCalendarMonth?: true;
  }[];
}
