import { didYouMean, unitOf } from "@celadon/quantity";
import { blank } from "./ascii.ts";
import { cellText, type ReadText, textReader } from "./cell-text.ts";
import type { CsvRecord } from "./csv-feed.ts";
import { csvTable } from "./csv-table.ts";
import { scanDecimal } from "./decimal-scan.ts";
import { type Fault, fault, shown } from "./fault.ts";
import { putInstantMs, putValue } from "./field-text.ts";
import { type NumberStyle, numberStyles } from "./grouped-number.ts";
import type { ImportRule } from "./import-rule.ts";
import { type Cover, type ImportTime, importTime } from "./import-time.ts";
import { type DecoderOptions, type Intake, intake, refuse, takeReading } from "./intake.ts";
import { nameIdOfText } from "./names.ts";
import { clearSlot } from "./reading-slot.ts";
import type { ReadingDecoder, ReadingSink } from "./sink.ts";

/** What an import needs beside the bytes. */
export interface ImportOptions extends DecoderOptions {
  readonly rule: ImportRule;
  /** The plant the file is of. */
  readonly factory: string;
}

/** Where the rule's columns stand in this file. */
interface ImportHeader {
  readonly cells: number;
  readonly time: readonly number[];
  readonly columns: readonly ImportColumn[];
}

interface ImportColumn {
  readonly cell: number;
  readonly declared: ImportRule["columns"][number];
  readonly unitCode: number;
}

interface Import {
  readonly state: Intake;
  readonly time: ImportTime;
  readonly style: NumberStyle;
  readonly noReading: ReadonlySet<string>;
  readonly read: ReadText;
  /** The cells of a time in several columns, joined. */
  readonly joined: Uint8Array;
}

/** CSV of another system, by an import rule of the plant model. A row fills several channels; an empty cell is no reading. */
export function importDecoder({ rule, factory, ...options }: ImportOptions, sink: ReadingSink): ReadingDecoder {
  const { skipLines = 0 } = rule;
  const state = intake({ ...options, defaults: { factory } }, sink);
  const parts: Import = {
    state,
    time: importTime(rule.time),
    style: numberStyles[rule.numbers],
    noReading: new Set(rule.noReading),
    read: textReader(options.text),
    joined: new Uint8Array(256),
  };
  return csvTable<ImportHeader>(state, {
    delimiter: rule.delimiter.charCodeAt(0),
    skipLines,
    headerOf: (record) => headerOf(record, rule, parts.read),
    read: (record, header) => readRow(record, header, parts),
  });
}

function headerOf(record: CsvRecord, rule: ImportRule, read: ReadText): ImportHeader | Fault {
  const names: string[] = [];
  for (let i = 0; i < record.cells.count; i++) {
    const name = cellText(record, i, read);
    if (name === undefined) return fault("bad-header", "The header is not UTF-8: name the encoding of the file.");
    names.push(name.trim());
  }
  for (const column of [...rule.time.columns, ...rule.columns.map((each) => each.column)]) {
    const found = names.filter((name) => name === column).length;
    if (found === 1) continue;
    return fault(
      "bad-header",
      found > 1
        ? `Column ${shown(column)} of import rule "${rule.name}" stands ${found} times in the header: only one can be meant.`
        : `Column ${shown(column)} of import rule "${rule.name}" is not in the header.${didYouMean(column, names)} The header has ${names.length} columns: ${shown(names.slice(0, 8).join(", "))}.`,
    );
  }
  return {
    cells: names.length,
    time: rule.time.columns.map((column) => names.indexOf(column)),
    columns: rule.columns.map((declared) => ({
      cell: names.indexOf(declared.column),
      declared,
      unitCode: codeOf(declared.unit),
    })),
  };
}

/** The plant model was checked before, so an unknown unit in a rule is a mistake of the program. */
function codeOf(symbol: string): number {
  const unit = unitOf(symbol);
  if (unit.kind !== "accept") throw new Error(unit.evidence);
  return unit.value.code;
}

function readRow(record: CsvRecord, header: ImportHeader, parts: Import): void {
  const { state, time } = parts;
  if (record.cells.count !== header.cells) {
    const wrong = fault(
      "bad-csv",
      `The record has ${record.cells.count} cells where the header has ${header.cells}: put a cell that holds the delimiter in quotes.`,
    );
    refuse(state, record.line, wrong, record);
    return;
  }
  const wrongTime = readTime(record, header.time, parts);
  if (wrongTime !== undefined) {
    refuse(state, record.line, wrongTime, record);
    return;
  }
  for (const column of header.columns) {
    if (isNoReading(record, column.cell, parts)) continue;
    const cover = time.coverOf(column.declared);
    const wrong = "reason" in cover ? cover : putCell(record, column, cover, parts);
    if (wrong === undefined) takeReading(state, record.line);
    else
      refuse(
        state,
        record.line,
        fault(wrong.reason, `Column ${shown(column.declared.column)}: ${wrong.evidence}`),
        record,
      );
  }
}

function readTime(
  { bytes, cells }: CsvRecord,
  columns: readonly number[],
  { time, joined }: Import,
): Fault | undefined {
  const [only] = columns;
  if (columns.length === 1 && only !== undefined)
    return time.read(bytes, cells.from[only] as number, cells.to[only] as number);
  let p = 0;
  for (const [i, column] of columns.entries()) {
    const cell = bytes.subarray(cells.from[column] as number, cells.to[column] as number);
    if (p + 1 + cell.length >= joined.length)
      return fault("bad-time", `The ${columns.length} cells of the time are too long together.`);
    if (i > 0) joined[p++] = blank;
    joined.set(cell, p);
    p += cell.length;
  }
  return time.read(joined, 0, p);
}

function isNoReading(record: CsvRecord, cell: number, { noReading, read }: Import): boolean {
  if (record.cells.from[cell] === record.cells.to[cell]) return true;
  if (noReading.size === 0) return false;
  const text = cellText(record, cell, read);
  return text !== undefined && noReading.has(text);
}

function putCell(
  record: CsvRecord,
  { cell, declared, unitCode }: ImportColumn,
  { atMs, coversSeconds }: Cover,
  { state, style, read }: Import,
): Fault | undefined {
  const { slot, names } = state;
  const { bytes, cells } = record;
  clearSlot(slot);
  if (scanDecimal(bytes, cells.from[cell] as number, style, slot) !== cells.to[cell]) {
    const text = cellText(record, cell, read);
    if (text === undefined)
      return fault("bad-utf8", "The cell is not UTF-8: send the file in UTF-8, or name its encoding.");
    const plain = style.plain(text);
    if (plain === undefined)
      return fault(
        "bad-value",
        `Value ${shown(text)} is no number written like ${style.example}, as the import rule says.`,
      );
    const wrong = putValue(slot, plain);
    if (wrong !== undefined) return wrong;
  }
  const wrongTime = putInstantMs(slot, atMs);
  if (wrongTime !== undefined) return wrongTime;
  slot.coversSeconds = coversSeconds;
  slot.marks = unitCode;
  slot.factory = state.defaultFactory;
  slot.channel = nameIdOfText(names.channels, declared.channel, slot.factory);
  if (slot.channel < 0) throw new Error(`Channel "${declared.channel}" of an import rule is not a name.`);
  return undefined;
}
