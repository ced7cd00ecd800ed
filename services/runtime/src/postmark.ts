import type { LogRecord } from "./event-log.ts";

/** What a log may tell of a record besides its content. */
export interface Postmark {
  /** When it was published, by the clock of its publisher or of the broker. */
  readonly publishedMs?: number | undefined;
  /** The trace it was published in, as W3C writes it. */
  readonly traceparent?: string | undefined;
}

/** An adapter that knows them hands over records with these fields; of others nothing is known. */
export const postmarkOf = (record: LogRecord & Postmark): Postmark => record;
