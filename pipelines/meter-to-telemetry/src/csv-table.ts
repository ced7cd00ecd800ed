import { isBlank } from "./cell-text.ts";
import { type CsvRecord, csvFeed } from "./csv-feed.ts";
import type { Fault } from "./fault.ts";
import { countsOf, flushAll, type Intake, refuse, settled } from "./intake.ts";
import type { ReadingDecoder } from "./sink.ts";

/** How a table is read: its header first, then each record by what the header said. */
export interface TableReader<Header> {
  readonly delimiter: number;
  /** Lines before the header that are no part of the table. */
  readonly skipLines: number;
  /** What the header says, or why it is none: then nothing of the file can be read. */
  headerOf(record: CsvRecord): Header | Fault;
  /** Takes the readings of one record. */
  read(record: CsvRecord, header: Header): void;
}

/** A decoder of CSV with a header; blank records are skipped. */
export function csvTable<Header extends object>(state: Intake, reader: TableReader<Header>): ReadingDecoder {
  let header: Header | undefined;
  let isBroken = false;
  const feed = csvFeed(reader.delimiter, {
    record(record) {
      if (isBroken || record.line <= reader.skipLines || isBlank(record)) return;
      if (header !== undefined) {
        reader.read(record, header);
        return;
      }
      const found = reader.headerOf(record);
      if ("reason" in found) {
        isBroken = true;
        refuse(state, record.line, found, record);
      } else header = found;
    },
    refused(record, wrong) {
      if (!isBroken && record.line > reader.skipLines) refuse(state, record.line, wrong, record);
    },
  });
  return {
    push(bytes) {
      feed.push(bytes);
      return settled(state);
    },
    flush() {
      flushAll(state);
      return settled(state);
    },
    end() {
      feed.end();
      flushAll(state);
      return settled(state);
    },
    counts: () => countsOf(state),
  };
}
