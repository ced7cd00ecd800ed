import { blank, carriageReturn, lineFeed, quote, tab } from "./ascii.ts";

/** Where the cells of a record lie in its bytes; filled anew by each `splitRecord`. */
export interface CsvCells {
  from: Int32Array;
  to: Int32Array;
  count: number;
  /** Whether some cell holds a doubled quote, which stands for one. */
  doubled: boolean;
}

export const csvCells = (): CsvCells => ({
  from: new Int32Array(32),
  to: new Int32Array(32),
  count: 0,
  doubled: false,
});

/** The line ends inside a quoted cell: the record goes on, or the quote was never closed. */
export const openQuote = -1;
/** A quote stands inside a cell that does not begin with one, or something stands behind a closing quote. */
export const strayQuote = -2;

/**
 * Splits the record in bytes [start, end) into cells (RFC 4180; blanks around a cell do not count) and answers where its
 * line end is, `openQuote` or `strayQuote`. The last byte is a line feed. `manyLines`: a line feed inside quotes belongs
 * to the cell.
 */
export function splitRecord(
  bytes: Uint8Array,
  start: number,
  end: number,
  { delimiter, manyLines }: { readonly delimiter: number; readonly manyLines: boolean },
  cells: CsvCells,
): number {
  cells.count = 0;
  cells.doubled = false;
  let p = start;
  for (;;) {
    let byte = bytes[p] as number;
    while (byte === blank || (byte === tab && delimiter !== tab)) byte = bytes[++p] as number;
    const quoted = byte === quote;
    const from = quoted ? p + 1 : p;
    if (quoted) {
      p = closingQuote(bytes, p + 1, end, manyLines, cells);
      if (p < 0) return openQuote;
      addCell(cells, from, p);
      byte = bytes[++p] as number;
      while (byte === blank || byte === carriageReturn || (byte === tab && delimiter !== tab))
        byte = bytes[++p] as number;
      if (byte !== delimiter && byte !== lineFeed) return strayQuote;
    } else {
      while (byte !== delimiter && byte !== lineFeed) {
        if (byte === quote) return strayQuote;
        byte = bytes[++p] as number;
      }
      addCell(cells, from, trimmed(bytes, from, p));
    }
    if (byte === lineFeed) return p;
    p += 1;
  }
}

function closingQuote(bytes: Uint8Array, from: number, end: number, manyLines: boolean, cells: CsvCells): number {
  for (let p = from; p < end; p++) {
    const byte = bytes[p];
    if (byte === lineFeed && (!manyLines || p === end - 1)) return openQuote;
    if (byte !== quote) continue;
    if (bytes[p + 1] !== quote) return p;
    cells.doubled = true;
    p += 1;
  }
  return openQuote;
}

function trimmed(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && (bytes[end - 1] === blank || bytes[end - 1] === tab || bytes[end - 1] === carriageReturn)) end--;
  return end;
}

function addCell(cells: CsvCells, from: number, to: number): void {
  if (cells.count === cells.from.length) {
    cells.from = widened(cells.from);
    cells.to = widened(cells.to);
  }
  cells.from[cells.count] = from;
  cells.to[cells.count] = to;
  cells.count += 1;
}

function widened(from: Int32Array): Int32Array {
  const to = new Int32Array(2 * from.length);
  to.set(from);
  return to;
}

/** Whether the bytes [from, to) change being inside and outside of quotes. */
export function flipsQuotes(bytes: Uint8Array, from: number, to: number): boolean {
  let flips = false;
  for (let p = bytes.indexOf(quote, from); p >= 0 && p < to; p = bytes.indexOf(quote, p + 1)) flips = !flips;
  return flips;
}
