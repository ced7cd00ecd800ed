import type { Field, FrameToEncode } from "@celadon/hj212";
import { failed } from "../ending.ts";

/** What a line of JSON says of a frame; throws a sentence with its number where it says something else. */
export function frameLine(line: string, number: number): FrameToEncode {
  const said = parsed(line);
  const fields = typeof said === "object" && said !== null && "fields" in said ? said.fields : undefined;
  if (!Array.isArray(fields) || !fields.every(isField)) {
    throw failed(`Line ${number} is no object with fields: [[name, value], ...], names and values in quotes.`);
  }
  return { fields, encrypted: "encrypted" in (said as object) && (said as { encrypted?: unknown }).encrypted === true };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isField(field: unknown): field is Field {
  if (!Array.isArray(field) || field.length < 2 || field.length > 3) return false;
  const [name, value, separator] = field as unknown[];
  const isSeparator = field.length === 2 || separator === "," || separator === ";";
  return typeof name === "string" && typeof value === "string" && isSeparator;
}
