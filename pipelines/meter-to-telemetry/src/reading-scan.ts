import { qualityCodes, readingLimits, readingMarks } from "@celadon/proto";
import { blank, carriageReturn, closing, colon, comma, nine, opening, point, quote, tab, zero } from "./ascii.ts";
import { scanDecimal, unusual } from "./decimal-scan.ts";
import { scanInstant } from "./instant-scan.ts";
import type { Intake } from "./intake.ts";
import { hashStart, hashWord } from "./name-table.ts";
import { nameId, unitCode } from "./names.ts";
import { type Field, fields } from "./reading-fields.ts";
import { clearSlot, type ReadingSlot } from "./reading-slot.ts";

const needed = fields.channel | fields.at | fields.value;
const inJson = { sign: point, leadingZeros: false };
const inQuotes = { sign: point, leadingZeros: true };

/**
 * Reads one JSON object of the common shape (any order of fields, no escapes, plain numbers) from `start` into the slot
 * and answers where it ended. Anything else is `unusual`, and the strict reader decides: this one never refuses, and what
 * it takes the strict reader takes with the same result (reading-scan.test.ts).
 *
 * `view` looks at the same bytes, four at a time. A line feed must follow the object somewhere: every loop over single
 * bytes stops at it. What is nearer to the end of the bytes than a step may read is unusual too.
 */
export function scanReading(bytes: Uint8Array, view: DataView, start: number, state: Intake): number {
  if (bytes[start] !== opening) return unusual;
  const { slot, names } = state;
  const last = bytes.length - longestField;
  clearSlot(slot);
  let seen = 0;
  let factoryFrom = 0;
  let factoryTo = 0;
  let factoryHash = 0;
  let channelFrom = 0;
  let channelTo = 0;
  let channelHash = 0;
  let p = start;
  do {
    p = skipBlanks(bytes, p + 1);
    if (p > last) return unusual;
    const field = fieldAt(bytes, view, p);
    if ((seen & field) !== 0) return unusual;
    seen |= field;
    switch (field) {
      case fields.factory:
        factoryFrom = skipBlanks(bytes, p + 10) + 1;
        p = scanText(bytes, view, factoryFrom - 1, slot);
        factoryTo = p - 1;
        factoryHash = slot.hash;
        break;
      case fields.channel:
        channelFrom = skipBlanks(bytes, p + 10) + 1;
        p = scanText(bytes, view, channelFrom - 1, slot);
        channelTo = p - 1;
        channelHash = slot.hash;
        break;
      case fields.at:
        p = skipBlanks(bytes, p + 5);
        p =
          bytes[p] === quote
            ? afterQuote(bytes, scanInstant(bytes, view, p + 1, state.dates, slot))
            : scanEpochMs(bytes, p, slot);
        break;
      case fields.value:
        p = skipBlanks(bytes, p + 8);
        p =
          bytes[p] === quote
            ? afterQuote(bytes, scanDecimal(bytes, p + 1, inQuotes, slot))
            : scanDecimal(bytes, p, inJson, slot);
        break;
      case 0:
        return unusual;
      default:
        p = scanRareField(bytes, view, p, field, state);
    }
    if (p < 0) return unusual;
    p = skipBlanks(bytes, p);
  } while (bytes[p] === comma);
  if (bytes[p] !== closing || (seen & needed) !== needed) return unusual;
  slot.factory =
    (seen & fields.factory) === 0
      ? state.defaultFactory
      : nameId(names.factories, bytes, view, factoryFrom, factoryTo, factoryHash, 0);
  if (slot.factory < 0) return unusual;
  slot.channel = nameId(names.channels, bytes, view, channelFrom, channelTo, channelHash, slot.factory);
  return slot.channel < 0 ? unusual : p + 1;
}

/** The first byte that is no blank, tab or carriage return. A line feed is none of them: it ends the line. */
export const skipBlanks = (bytes: Uint8Array, from: number): number => {
  let p = from;
  let byte = bytes[p];
  while (byte === blank || byte === tab || byte === carriageReturn) byte = bytes[++p];
  return p;
};

const afterQuote = (bytes: Uint8Array, p: number): number => (p >= 0 && bytes[p] === quote ? p + 1 : unusual);

/**
 * Text whose opening quote stands at `from`: answers the place after the next quote, and the hash of what is between.
 * Escapes, control characters and whole line ends in between are found out by the name or unit that is no such thing.
 */
function scanText(bytes: Uint8Array, view: DataView, from: number, slot: ReadingSlot): number {
  if (bytes[from] !== quote) return unusual;
  const last = bytes.length - 4;
  let hash = hashStart;
  for (let p = from + 1; p <= last; p += 4) {
    const word = view.getInt32(p, true);
    // A byte that is a quote becomes 0, and only the lowest 0 borrows without a lower neighbour's help (H. Warren, "Hacker's Delight", 6-1).
    const zeros = word ^ 0x22222222;
    const found = (zeros - 0x01010101) & ~zeros & 0x80808080;
    if (found !== 0) {
      const bits = (31 - Math.clz32(found & -found)) & 24; // the bits before the quote: 0, 8, 16 or 24
      slot.hash = bits === 0 ? hash : hashWord(hash, word & ((1 << bits) - 1));
      return p + (bits >> 3) + 1;
    }
    hash = hashWord(hash, word);
  }
  return unusual;
}

/** Reads a whole number of at most 15 digits, without zeros before it, into `slot.whole`. */
export function scanWhole(bytes: Uint8Array, from: number, slot: ReadingSlot): number {
  let p = from;
  let whole = 0;
  let byte = bytes[p] as number;
  while (byte >= zero && byte <= nine) {
    whole = whole * 10 + (byte - zero);
    byte = bytes[++p] as number;
  }
  slot.whole = whole;
  if (p === from || p - from > 15 || (bytes[from] === zero && p - from > 1)) return unusual;
  return p;
}

function scanEpochMs(bytes: Uint8Array, from: number, slot: ReadingSlot): number {
  const p = scanWhole(bytes, from, slot);
  if (slot.whole < readingLimits.atMsFirst || slot.whole >= readingLimits.atMsEnd) return unusual;
  slot.atMs = slot.whole;
  return p;
}

function scanRareField(bytes: Uint8Array, view: DataView, start: number, field: number, state: Intake): number {
  const { slot } = state;
  const from = skipBlanks(bytes, start + keyLength(field));
  if (field === fields.unit) {
    const to = scanText(bytes, view, from, slot);
    const code = to < 0 ? unusual : unitCode(state.names, bytes, view, from + 1, to - 1, slot.hash);
    if (code < 0) return unusual;
    slot.marks |= code;
    return to;
  }
  if (field === fields.quality)
    return bytes[from] === quote ? afterQuote(bytes, scanQuality(bytes, from + 1, slot)) : unusual;
  if (field === fields.manual) return scanFlag(bytes, from, readingMarks.manual, slot);
  if (field === fields.backfill) return scanFlag(bytes, from, readingMarks.backfill, slot);
  const to = scanWhole(bytes, from, slot);
  if (field === fields.revision) {
    if (slot.whole > readingLimits.revisionMax) return unusual;
    slot.revision = slot.whole;
  } else {
    if (slot.whole > readingLimits.coversSecondsMax) return unusual;
    slot.coversSeconds = slot.whole;
  }
  return to;
}

/** Reads the word of a quality into the slot. */
export function scanQuality(bytes: Uint8Array, p: number, slot: ReadingSlot): number {
  if (stands(bytes, p, measured)) return p + measured.length;
  if (stands(bytes, p, estimated)) {
    slot.quality = qualityCodes.estimated;
    return p + estimated.length;
  }
  if (!stands(bytes, p, retracted)) return unusual;
  slot.quality = qualityCodes.retracted;
  return p + retracted.length;
}

function scanFlag(bytes: Uint8Array, p: number, mark: number, slot: ReadingSlot): number {
  if (stands(bytes, p, no)) return p + no.length;
  if (!stands(bytes, p, yes)) return unusual;
  slot.marks |= mark;
  return p + yes.length;
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const word = (text: string): number => new DataView(ascii(text).buffer).getInt32(0, true);

const measured = ascii("measured");
const estimated = ascii("estimated");
const retracted = ascii("retracted");
const yes = ascii("true");
const no = ascii("false");
/** A field's name in quotes with its colon: its first four bytes as a word, which tell the fields apart, and the rest. */
const keyOf = (name: Field) => ({
  field: fields[name],
  start: word(`"${name}":`.slice(0, 4)),
  rest: ascii(`"${name}":`.slice(4)),
});
const [cha, nnel, fac, tory, at, val, ue] = ['"cha', "nnel", '"fac', "tory", '"at"', '"val', 'ue":'].map(word);
const rare = (["unit", "quality", "coversSeconds", "revision", "manual", "backfill"] as const).map(keyOf);

/** Bytes of the longest field name, with quotes and colon, and some more. */
const longestField = 24;

/** The field whose name stands in quotes at `p` with its colon, or 0. */
function fieldAt(bytes: Uint8Array, view: DataView, p: number): number {
  const start = view.getInt32(p, true);
  if (start === at) return bytes[p + 4] === colon ? fields.at : 0;
  const next = view.getInt32(p + 4, true);
  if (start === val) return next === ue ? fields.value : 0;
  if (start === cha) return next === nnel && bytes[p + 8] === quote && bytes[p + 9] === colon ? fields.channel : 0;
  if (start === fac) return next === tory && bytes[p + 8] === quote && bytes[p + 9] === colon ? fields.factory : 0;
  for (let i = 0; i < rare.length; i++) {
    const key = rare[i] as ReturnType<typeof keyOf>; // i is below the length
    if (key.start === start) return stands(bytes, p + 4, key.rest) ? key.field : 0;
  }
  return 0;
}

/** Bytes of the field's name with quotes and colon. */
function keyLength(field: number): number {
  switch (field) {
    case fields.unit:
      return 7;
    case fields.manual:
      return 9;
    case fields.quality:
      return 10;
    case fields.coversSeconds:
      return 16;
    default:
      return 11; // revision, backfill
  }
}

function stands(bytes: Uint8Array, p: number, text: Uint8Array): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[p + i] !== text[i]) return false;
  return true;
}
