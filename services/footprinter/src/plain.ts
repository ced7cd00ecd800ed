import { instantText } from "@celadon/quantity";

export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * A message as the JSON of the interfaces: `fromMs` becomes `from` in ISO 8601, absent figures become null, empty text and
 * empty lists stay.
 */
export function plain(value: unknown): Plain {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (typeof value === "bigint") return String(value);
  if (value === undefined || value === null) return null;
  if (typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => plainMember(key, member)));
  }
  return value as string | number | boolean; // nothing else can stand in a message
}

const plainMember = (key: string, member: unknown): [string, Plain] => {
  if (!key.endsWith("Ms") || durations.has(key)) return [key, plain(member)];
  return [key.slice(0, -2), typeof member === "bigint" ? instantText(Number(member)) : plain(member)];
};

const durations = new Set(["measuredMs", "estimatedMs", "missingMs"]);
