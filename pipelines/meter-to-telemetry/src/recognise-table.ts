import { cellText, isBlank, textReader } from "./cell-text.ts";
import { csvFeed } from "./csv-feed.ts";
import type { ImportRule } from "./import-rule.ts";
import { utf8Bytes } from "./utf8.ts";

/** The beginning of a file as cells. */
export interface SampleTable {
  readonly delimiter: ImportRule["delimiter"];
  readonly skipLines: number;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const sampleCharacters = 1_000_000;

/** The delimiter that cuts the sample into the widest table, its header being the first record of that width. */
export function recogniseTable(sample: string): SampleTable | undefined {
  const text = sample.slice(0, sampleCharacters);
  const whole = text.length === sample.length ? text : text.slice(0, text.lastIndexOf("\n") + 1);
  const tables = ([",", ";", "\t", "|"] as const).flatMap((delimiter) => tableOf(whole, delimiter) ?? []);
  return tables.sort((a, b) => b.header.length * b.rows.length - a.header.length * a.rows.length)[0];
}

/** How many rows the table has below its header; undefined where the text shows none. */
export const rowsBelowHeader = (sample: string): number | undefined => recogniseTable(sample)?.rows.length;

function tableOf(text: string, delimiter: ImportRule["delimiter"]): SampleTable | undefined {
  const records: { readonly line: number; readonly cells: readonly string[] }[] = [];
  const read = textReader(undefined);
  const feed = csvFeed(delimiter.charCodeAt(0), {
    record(record) {
      if (isBlank(record)) return;
      const cells = Array.from({ length: record.cells.count }, (_, i) => cellText(record, i, read) ?? "");
      records.push({ line: record.line, cells });
    },
    refused: () => undefined,
  });
  const bytes = utf8Bytes(text);
  if (bytes === undefined) return undefined;
  feed.push(bytes);
  feed.end();
  const width = commonest(records.map(({ cells }) => cells.length));
  const first = records.findIndex(({ cells }) => cells.length === width);
  const header = records[first];
  if (
    header === undefined ||
    header.cells.length < 2 ||
    header.cells.filter((cell) => !/^[-\d.,\s]*$/.test(cell)).length === 0
  ) {
    return undefined;
  }
  const rows = records.slice(first + 1).filter(({ cells }) => cells.length === width);
  return {
    delimiter,
    skipLines: header.line - 1,
    header: header.cells.map((cell) => cell.trim()),
    rows: rows.map(({ cells }) => cells),
  };
}

/** The number that occurs most often, the first one of equals. */
export function commonest(numbers: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const number of numbers) {
    const before = counts.get(number);
    counts.set(number, before === undefined ? 1 : before + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
