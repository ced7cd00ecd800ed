import type { Channel } from "./channel.ts";

/** How one kind of file is read into channels. Declared here, applied by the importer; times are of the zone. */
export interface ImportRule {
  readonly name: string;
  readonly format: "csv";
  /** Lines before the header that are no part of the table. */
  readonly skipLines?: number;
  readonly delimiter: "," | ";" | "\t" | "|";
  readonly numbers: "1234.5" | "1,234.5" | "1234,5" | "1.234,5";
  /** Texts that stand for no reading. The empty one always does. */
  readonly noReading: readonly string[];
  readonly time: {
    /** Headers whose cells, joined with one blank, have the format. */
    readonly columns: readonly string[];
    readonly format: string;
    readonly zone: string;
    readonly stamp: "start" | "end" | "instant";
    readonly midnight: "end-of-same-date" | "start-of-date";
  };
  readonly columns: readonly ImportColumn[];
}

export interface ImportColumn {
  readonly column: string;
  readonly channel: string;
  readonly unit: string;
  readonly kind: Channel["kind"];
  readonly periodMs: number;
  readonly isCalendarDay: boolean;
  readonly isCalendarMonth?: true;
}
