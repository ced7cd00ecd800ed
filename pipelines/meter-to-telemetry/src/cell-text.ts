import type { CsvRecord } from "./csv-feed.ts";
import { utf8Text } from "./utf8.ts";

/** Text of a run of bytes, undefined when they are none in the encoding. */
export type ReadText = (bytes: Uint8Array, from: number, to: number) => string | undefined;

/** UTF-8 where nothing else is said; a decoder of the caller's may throw. */
export function textReader(text: ((bytes: Uint8Array) => string) | undefined): ReadText {
  if (text === undefined) return utf8Text;
  return (bytes, from, to) => {
    try {
      return text(bytes.slice(from, to));
    } catch {
      return undefined;
    }
  };
}

/** Text of cell `i`, a doubled quote as one; empty where the record has no such cell. */
export function cellText({ bytes, cells }: CsvRecord, i: number, read: ReadText): string | undefined {
  if (i >= cells.count) return "";
  const text = read(bytes, cells.from[i] as number, cells.to[i] as number);
  return cells.doubled ? text?.replaceAll('""', '"') : text;
}

/** Whether every cell is empty: spreadsheets write such lines at the end of a table. */
export function isBlank({ cells }: CsvRecord): boolean {
  for (let i = 0; i < cells.count; i++) if (cells.from[i] !== cells.to[i]) return false;
  return true;
}
