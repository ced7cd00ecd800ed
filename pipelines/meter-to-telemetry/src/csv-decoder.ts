import { readingLimits } from "@celadon/proto";
import { didYouMean } from "@celadon/quantity";
import { comma, point } from "./ascii.ts";
import { cellText, type ReadText, textReader } from "./cell-text.ts";
import type { CsvRecord } from "./csv-feed.ts";
import { csvTable } from "./csv-table.ts";
import { scanDecimal } from "./decimal-scan.ts";
import { type Fault, fault, shown } from "./fault.ts";
import { scanInstant } from "./instant-scan.ts";
import { type DecoderOptions, type Intake, intake, refuse, takeReading } from "./intake.ts";
import { hashOf } from "./name-table.ts";
import { nameId, unitCode } from "./names.ts";
import { type Field, fieldNames, isField } from "./reading-fields.ts";
import { scanQuality, scanWhole } from "./reading-scan.ts";
import { clearSlot } from "./reading-slot.ts";
import type { ReadingDecoder, ReadingSink } from "./sink.ts";
import { putReading } from "./strict-reading.ts";

/**
 * Celadon's own CSV: a header with the fields of a reading in any order (channel, at and value at least), then a reading a
 * record. An empty cell states nothing, so an empty value is refused unless the reading is retracted.
 */
export function csvDecoder(options: DecoderOptions, sink: ReadingSink): ReadingDecoder {
  const state = intake(options, sink);
  const read = textReader(options.text);
  return csvTable<Header>(state, {
    delimiter: comma,
    skipLines: 0,
    headerOf: (record) => headerOf(record, state, read),
    read(record, { fields }) {
      // Bytes of another encoding may look like UTF-8, so its cells are always read as text.
      if (options.text === undefined && scanRecord(record, fields, state)) {
        takeReading(state, record.line);
        return;
      }
      const wrong = readRecord(record, fields, state, read);
      if (wrong === undefined) takeReading(state, record.line);
      else refuse(state, record.line, wrong, record);
    },
  });
}

interface Header {
  /** The field of each column. */
  readonly fields: readonly Field[];
}

function headerOf(record: CsvRecord, state: Intake, read: ReadText): Header | Fault {
  const header: Field[] = [];
  for (let i = 0; i < record.cells.count; i++) {
    const name = cellText(record, i, read);
    if (name === undefined) return fault("bad-header", "The header is not UTF-8: name the encoding of the file.");
    if (!isField(name)) {
      return fault(
        "bad-header",
        `Column ${shown(name)} is not known.${name.length > 32 ? "" : didYouMean(name, fieldNames)} Known: ${fieldNames.join(", ")}. A file of another system needs an import rule.`,
      );
    }
    if (header.includes(name)) return fault("bad-header", `Column "${name}" stands twice in the header: name it once.`);
    header.push(name);
  }
  const needed: readonly Field[] =
    state.defaultFactory < 0 ? ["factory", "channel", "at", "value"] : ["channel", "at", "value"];
  const missing = needed.filter((name) => !header.includes(name));
  return missing.length === 0
    ? { fields: header }
    : fault(
        "bad-header",
        `The header lacks ${missing.map((name) => `"${name}"`).join(", ")}: begin the file with a line such as factory,channel,at,value.`,
      );
}

/** The common record, from bytes straight into the slot; false when any cell is unusual, and then `readRecord` decides. */
function scanRecord({ bytes, view, cells }: CsvRecord, columns: readonly Field[], state: Intake): boolean {
  if (cells.count !== columns.length || cells.doubled) return false;
  const { slot, names } = state;
  clearSlot(slot);
  slot.factory = state.defaultFactory;
  let channelCell = -1;
  for (let i = 0; i < columns.length; i++) {
    const from = cells.from[i] as number;
    const to = cells.to[i] as number;
    switch (columns[i]) {
      case "factory":
        slot.factory =
          from === to
            ? state.defaultFactory
            : nameId(names.factories, bytes, view, from, to, hashOf(view, from, to), 0);
        break;
      case "channel":
        channelCell = i;
        break;
      case "at":
        if (scanInstant(bytes, view, from, state.dates, slot) !== to) return false;
        break;
      case "value":
        if (scanDecimal(bytes, from, plainNumber, slot) !== to) return false;
        break;
      case "unit": {
        if (from === to) break;
        const code = unitCode(names, bytes, view, from, to, hashOf(view, from, to));
        if (code < 0) return false;
        slot.marks |= code;
        break;
      }
      case "revision":
        if (from === to) break;
        if (scanWhole(bytes, from, slot) !== to || slot.whole > readingLimits.revisionMax) return false;
        slot.revision = slot.whole;
        break;
      case "coversSeconds":
        if (from === to) break;
        if (scanWhole(bytes, from, slot) !== to || slot.whole > readingLimits.coversSecondsMax) return false;
        slot.coversSeconds = slot.whole;
        break;
      case "quality":
        if (from === to) break;
        if (scanQuality(bytes, from, slot) !== to) return false;
        break;
      default:
        if (from !== to) return false;
    }
  }
  if (slot.factory < 0) return false;
  const from = cells.from[channelCell] as number;
  const to = cells.to[channelCell] as number;
  slot.channel = nameId(names.channels, bytes, view, from, to, hashOf(view, from, to), slot.factory);
  return slot.channel >= 0;
}

const plainNumber = { sign: point, leadingZeros: true };

function readRecord(record: CsvRecord, columns: readonly Field[], state: Intake, read: ReadText): Fault | undefined {
  if (record.cells.count !== columns.length) {
    return fault(
      "bad-csv",
      `The record has ${record.cells.count} cells where the header has ${columns.length}: put a cell that holds a comma in quotes.`,
    );
  }
  const texts = new Map<Field, string>();
  for (const [i, field] of columns.entries()) {
    const text = cellText(record, i, read);
    if (text === undefined)
      return fault("bad-utf8", `Cell "${field}" is not UTF-8: send the file in UTF-8, or name its encoding.`);
    if (text !== "") texts.set(field, text);
  }
  return putReading(texts, state);
}
