import { lineFeed } from "./ascii.ts";
import { type CsvCells, csvCells, flipsQuotes, openQuote, splitRecord, strayQuote } from "./csv-record.ts";
import { type Fault, fault } from "./fault.ts";
import { lineBytesMax } from "./intake.ts";
import { endLines, type LineHandler, lineFeedState, pushLines } from "./line-feed.ts";
import { afterMark, lineTooLong, plainView } from "./plain-bytes.ts";

/** One record: its cells lie in `bytes`, which `view` looks at too, between `from` and `to`. */
export interface CsvRecord {
  bytes: Uint8Array;
  view: DataView;
  from: number;
  to: number;
  /** Where it begins, counted from 1. */
  line: number;
  readonly cells: CsvCells;
}

/** What becomes of the records. */
export interface CsvHandler {
  record(record: CsvRecord): void;
  /** A line that is no record; the next one may be. */
  refused(record: CsvRecord, wrong: Fault): void;
}

export interface CsvFeed {
  push(bytes: Uint8Array): void;
  end(): void;
}

const noClosingQuote = fault(
  "bad-csv",
  "A quoted cell is not closed: end it with a quote, and write a quote inside it twice.",
);
const quoteInside = fault(
  "bad-csv",
  "A quote stands inside a cell: put the whole cell in quotes and write the quote inside it twice.",
);

/**
 * Cuts bytes into CSV records (RFC 4180), which may span lines where a cell is quoted. A broken record costs its first line
 * only: reading goes on at the next one, so an unclosed quote cannot swallow its neighbours.
 */
export function csvFeed(delimiter: number, handler: CsvHandler): CsvFeed {
  const feed = lineFeedState();
  const empty = new Uint8Array(0);
  const record: CsvRecord = {
    bytes: empty,
    view: new DataView(empty.buffer),
    from: 0,
    to: 0,
    line: 0,
    cells: csvCells(),
  };
  /** The lines of a record whose quote is open, and the number of the first of them. */
  let open: number[] = [];
  let openLine = 0;
  let line = 0;

  const place = (bytes: Uint8Array, from: number, to: number, at: number): void => {
    if (record.bytes !== bytes) {
      record.bytes = bytes;
      record.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    record.from = from;
    record.to = to;
    record.line = at;
  };

  /** Splits the lines in bytes [from, to), which end with a line feed. */
  const split = (bytes: Uint8Array, from: number, to: number): void => {
    let p = from;
    while (p < to) {
      line += 1;
      if (open.length > 0) {
        p = goOn(bytes, p);
        continue;
      }
      const end = splitRecord(bytes, p, to, { delimiter, manyLines: false }, record.cells);
      const next = end >= 0 ? end : bytes.indexOf(lineFeed, p);
      place(bytes, p, next, line);
      if (next - p > lineBytesMax) handler.refused(record, lineTooLong);
      else if (end === strayQuote) handler.refused(record, quoteInside);
      else if (end === openQuote) {
        open = Array.from(bytes.subarray(p, next + 1));
        openLine = line;
      } else handler.record(record);
      p = next + 1;
    }
  };

  /** Adds the line at `p` to the open record and answers where the next line begins. */
  const goOn = (bytes: Uint8Array, p: number): number => {
    const next = bytes.indexOf(lineFeed, p) + 1;
    if (open.length + next - p > lineBytesMax) {
      giveUp(); // counts up to the line before this one, which comes again
      return p;
    }
    for (let i = p; i < next; i++) open.push(bytes[i] as number);
    if (!flipsQuotes(bytes, p, next)) return next;
    const whole = Uint8Array.from(open);
    if (splitRecord(whole, 0, whole.length, { delimiter, manyLines: true }, record.cells) < 0) giveUp();
    else {
      open = [];
      place(whole, 0, whole.length - 1, openLine);
      handler.record(record);
    }
    return next;
  };

  /** Refuses the first line of the open record and reads the others for themselves. */
  const giveUp = (): void => {
    const whole = Uint8Array.from(open);
    const next = whole.indexOf(lineFeed) + 1;
    open = [];
    line = openLine;
    place(whole, 0, next - 1, line);
    handler.refused(record, noClosingQuote);
    split(whole, next, whole.length);
  };

  const lines: LineHandler = {
    lines: (bytes, from, to) => split(bytes, line === 0 ? afterMark(bytes, from) : from, to),
    tooLong: (bytes, from, to) => {
      while (open.length > 0) giveUp();
      line += 1;
      place(bytes, from, to, line);
      handler.refused(record, lineTooLong);
    },
  };
  return {
    push: (bytes) => pushLines(feed, plainView(bytes), lines),
    end: () => {
      endLines(feed, lines);
      while (open.length > 0) giveUp();
    },
  };
}
