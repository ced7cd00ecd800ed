import { isQualityWord, qualityCodes, readingLimits, readingMarks } from "@celadon/proto";
import { instantText, readInstant, unitOf } from "@celadon/quantity";
import { putMicro } from "./decimal-scan.ts";
import { type Fault, fault, shown } from "./fault.ts";
import type { Field } from "./reading-fields.ts";
import type { ReadingSlot } from "./reading-slot.ts";

/** Puts the text of one field into the slot, or says what is wrong with it. Names need a factory first: see nameIdOfText. */
export function putField(
  slot: ReadingSlot,
  field: Exclude<Field, "factory" | "channel">,
  text: string,
): Fault | undefined {
  switch (field) {
    case "at":
      return putInstant(slot, text);
    case "value":
      return putValue(slot, text);
    case "unit":
      return putUnit(slot, text);
    case "quality":
      return putQuality(slot, text);
    case "revision":
      return putWhole(text, field, readingLimits.revisionMax, (whole) => {
        slot.revision = whole;
      });
    case "coversSeconds":
      return putWhole(text, field, readingLimits.coversSecondsMax, (whole) => {
        slot.coversSeconds = whole;
      });
    case "manual":
      return putFlag(slot, field, readingMarks.manual, text);
    case "backfill":
      return putFlag(slot, field, readingMarks.backfill, text);
  }
}

const decimal = /^(-?)0*(\d*)(?:\.(\d+))?$/;

/** `-?digits[.digits]` into value * 10^6, exactly, or the reason why not. */
export function putValue(slot: ReadingSlot, text: string): Fault | undefined {
  const parts = /^-?\d/.test(text) ? decimal.exec(text) : null;
  if (parts === null) {
    return fault(
      "bad-value",
      `Value ${shown(text)} is not a plain decimal: send digits with at most one point, such as 12.5 (no exponent, NaN or Infinity).`,
    );
  }
  const [, sign, whole = "", decimals = ""] = parts;
  if (whole.length > 12) {
    return fault(
      "value-too-large",
      `Value ${shown(text)} has ${whole.length} digits before the decimal point, and 12 are kept: send it in a larger unit.`,
    );
  }
  const fraction = decimals.replace(/0+$/, "");
  if (fraction.length > 6) {
    return fault(
      "value-too-fine",
      `Value ${shown(text)} has ${fraction.length} decimals, and 6 are kept: round it where it is measured, or send it in a smaller unit.`,
    );
  }
  putMicro(slot, Number(whole), Number(fraction.padEnd(6, "0")), sign === "-");
  return undefined;
}

const zoned = /(?:[Zz]|[+-]\d\d:?\d\d)$/;

function putInstant(slot: ReadingSlot, text: string): Fault | undefined {
  const ms = /^\d{1,15}$/.test(text) ? Number(text) : readInstant(text);
  if (ms === undefined) {
    return /^\d{4}-\d\d-\d\d/.test(text) && !zoned.test(text)
      ? fault("no-time-zone", `Time ${shown(text)} states no offset from UTC: append Z, or an offset such as +08:00.`)
      : fault(
          "bad-time",
          `Time ${shown(text)} is no existing date and time with at most 3 decimals of a second: send one such as 2026-01-01T00:00:00Z.`,
        );
  }
  return putInstantMs(slot, ms);
}

/** Puts an instant that lies within the bounds of the store. */
export function putInstantMs(slot: ReadingSlot, ms: number): Fault | undefined {
  if (ms < readingLimits.atMsFirst || ms >= readingLimits.atMsEnd) {
    const seconds = ms * 1000 >= readingLimits.atMsFirst && ms * 1000 < readingLimits.atMsEnd;
    return fault(
      "time-out-of-bounds",
      `Time ${ms > 8e15 ? ms : instantText(ms)} lies outside 2000-01-01 to 2100-01-01 UTC: ${seconds ? `${ms} looks like seconds, send milliseconds.` : "check the clock of the meter."}`,
    );
  }
  slot.atMs = ms;
  return undefined;
}

/** Puts the stored code of a unit. */
function putUnit(slot: ReadingSlot, text: string): Fault | undefined {
  const unit = text.length > 32 ? undefined : unitOf(text);
  if (unit?.kind !== "accept") return fault("unknown-unit", unit?.evidence ?? `Unit ${shown(text)} is not known.`);
  slot.marks |= unit.value.code;
  return undefined;
}

const qualityWords = Object.keys(qualityCodes).join(", ");

function putQuality(slot: ReadingSlot, text: string): Fault | undefined {
  if (!isQualityWord(text)) {
    return fault("bad-quality", `Quality ${shown(text)} is not known: send one of ${qualityWords}.`);
  }
  slot.quality = qualityCodes[text];
  return undefined;
}

function putWhole(text: string, field: Field, max: number, put: (whole: number) => void): Fault | undefined {
  const whole = /^(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : undefined;
  if (whole === undefined || whole > max) {
    return fault("bad-field", `Field "${field}" is ${shown(text)}: send a whole number from 0 to ${max}.`);
  }
  put(whole);
  return undefined;
}

function putFlag(slot: ReadingSlot, field: Field, mark: number, text: string): Fault | undefined {
  if (text !== "true" && text !== "false") {
    return fault("bad-field", `Field "${field}" is ${shown(text)}: send true or false.`);
  }
  if (text === "true") slot.marks |= mark;
  return undefined;
}
