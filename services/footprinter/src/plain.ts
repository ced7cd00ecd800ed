import { instantText } from "@celadon/quantity";

export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * A message as the JSON of the interfaces: `fromMs` becomes `from` in ISO 8601, absent figures become null, empty text and
 * empty lists stay; what few messages have stands only in those.
 */
export function plain(value: unknown): Plain {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (typeof value === "bigint") return String(value);
  if (value === undefined || value === null) return null;
  if (typeof value === "object") {
    const members = Object.entries(value).filter(([key, member]) => member !== undefined || !rare.has(key));
    return Object.fromEntries(members.map(([key, member]) => plainMember(key, member)));
  }
  return value as string | number | boolean; // nothing else can stand in a message
}

const plainMember = (key: string, member: unknown): [string, Plain] => {
  if (!key.endsWith("Ms") || durations.has(key)) return [key, plain(member)];
  return [key.slice(0, -2), typeof member === "bigint" ? instantText(Number(member)) : plain(member)];
};

/** Left out where absent: most amounts are multiplied by no means, and most footprints are of no lot that shares over months. */
const rare = new Set(["means", "amountOfLot", "over"]);

const durations = new Set(["measuredMs", "estimatedMs", "missingMs"]);
