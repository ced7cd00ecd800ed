import { didYouMean } from "@celadon/quantity";
import { type Fault, fault, shown } from "./fault.ts";
import { putField } from "./field-text.ts";
import { type Member, readFlatJson } from "./flat-json.ts";
import type { Intake } from "./intake.ts";
import { nameIdOfText } from "./names.ts";
import { type Field, fieldNames, isField } from "./reading-fields.ts";
import { clearSlot } from "./reading-slot.ts";
import { utf8Text } from "./utf8.ts";

/**
 * Reads one JSON object in bytes [from, to) into the slot by the letter of RFC 8259, or says what is wrong with it. Slow
 * and complete: it decides whatever the scanner finds unusual.
 */
export function readStrictly(bytes: Uint8Array, from: number, to: number, state: Intake): Fault | undefined {
  const text = utf8Text(bytes, from, to);
  if (text === undefined) return fault("bad-utf8", "The line is not UTF-8: send it in UTF-8, as JSON asks (RFC 8259).");
  const members = readFlatJson(text);
  if (members.kind !== "accept") return members;
  const texts = textsOf(members.value);
  return "reason" in texts ? texts : putReading(texts, state);
}

/** The text of each field that states something; JSON's null states nothing. */
function textsOf(members: readonly Member[]): ReadonlyMap<Field, string> | Fault {
  const texts = new Map<Field, string>();
  const seen = new Set<string>();
  for (const { name, kind, text } of members) {
    if (!isField(name)) {
      return fault(
        "unknown-field",
        `Field ${shown(name)} is not known.${name.length > 32 ? "" : didYouMean(name, fieldNames)} Known: ${fieldNames.join(", ")}.`,
      );
    }
    if (seen.has(name)) return fault("duplicate-field", `Field "${name}" stands twice: send it once.`);
    seen.add(name);
    if (kind === "word" && text === "null") continue;
    if (!kindsOf[name].includes(kind)) {
      return fault(
        "bad-field",
        `Field "${name}" holds ${kind === "nested" ? "a list or an object" : shown(text)}: send ${forms[name]}.`,
      );
    }
    texts.set(name, text);
  }
  return texts;
}

const asText: readonly Member["kind"][] = ["text"];
const asNumber: readonly Member["kind"][] = ["number"];
const asEither: readonly Member["kind"][] = ["text", "number"];
const asWord: readonly Member["kind"][] = ["word"];

const kindsOf: Record<Field, readonly Member["kind"][]> = {
  factory: asText,
  channel: asText,
  at: asEither,
  value: asEither,
  unit: asText,
  revision: asNumber,
  quality: asText,
  coversSeconds: asNumber,
  manual: asWord,
  backfill: asWord,
};

const forms: Record<Field, string> = {
  factory: "its name as text",
  channel: "its name as text",
  at: "a time such as 2026-01-01T00:00:00Z, or milliseconds",
  value: "a number, or a number as text",
  unit: "a symbol as text",
  revision: "a whole number",
  quality: "a word such as measured, estimated or calibrating",
  coversSeconds: "a whole number of seconds",
  manual: "true or false",
  backfill: "true or false",
};

const inOrder = ["quality", "at", "value", "unit", "revision", "coversSeconds", "manual", "backfill"] as const;

/** Puts the texts of a reading's fields into the slot; the first fault in the order of the fields is the one told. */
export function putReading(texts: ReadonlyMap<Field, string>, state: Intake): Fault | undefined {
  const { slot, names } = state;
  clearSlot(slot);
  slot.valueLow = 0;
  slot.valueHigh = 0;
  const takenBack = texts.get("quality") === "retracted";
  for (const field of ["channel", "at", "value"] as const) {
    if (!texts.has(field) && !(field === "value" && takenBack)) {
      return fault("missing-field", `Field "${field}" is missing or empty: send ${forms[field]}.`);
    }
  }
  for (const field of inOrder) {
    const text = texts.get(field);
    const wrong = text === undefined ? undefined : putField(slot, field, text);
    if (wrong !== undefined) return wrong;
  }
  const factory = texts.get("factory");
  if (factory === undefined && state.defaultFactory < 0) {
    return fault("missing-field", 'Field "factory" is missing, and the request names no factory: send one of the two.');
  }
  slot.factory = factory === undefined ? state.defaultFactory : nameIdOfText(names.factories, factory, 0);
  if (slot.factory < 0) return badName("Factory", factory as string);
  const channel = texts.get("channel") as string;
  slot.channel = nameIdOfText(names.channels, channel, slot.factory);
  return slot.channel < 0 ? badName("Channel", channel) : undefined;
}

const badName = (noun: string, name: string): Fault =>
  fault(
    "bad-name",
    `${noun} ${shown(name)} is no name: use 1 to 128 letters, digits, blanks and ._/()+-, beginning and ending with a letter or digit.`,
  );
