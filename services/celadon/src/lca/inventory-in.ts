import type { Inventory } from "@celadon/proto";
import { readInstant } from "@celadon/quantity";

/** Instants, as the interface writes them and as the message counts them. */
const instants: Readonly<Record<string, string>> = { from: "fromMs", to: "toMs", reached: "reachedMs" };
const durations = new Set(["measuredMs", "estimatedMs", "missingMs"]);

/** The inventory of a footprint from the JSON of the interface, which writes instants as ISO 8601 and what is absent as null. */
export const inventoryIn = (json: unknown): Inventory => read(json) as Inventory; // what the interface promises

function read(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(read);
  if (value === null) return undefined;
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => readMember(key, member)));
}

function readMember(key: string, member: unknown): readonly [string, unknown] {
  const counted = instants[key];
  if (durations.has(key) && typeof member === "string") return [key, BigInt(member)];
  if (counted === undefined || typeof member !== "string") return [key, read(member)];
  const atMs = readInstant(member);
  if (atMs === undefined)
    throw new Error(
      `"${key}" is "${member}", which is no instant: Celadon and this command are of different versions.`,
    );
  return [counted, BigInt(atMs)];
}
