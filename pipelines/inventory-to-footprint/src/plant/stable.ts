import { type Canonical, canonicalJson } from "@celadon/quantity";

/**
 * A message as canonical JSON can hold it: whole numbers of 64 bits and doubles as text (the shortest that reads back), absent
 * members left out. Equal messages, equal text.
 */
export function stable(value: unknown): Canonical {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : String(value);
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(stable);
  if (typeof value !== "object" || value === null) throw new Error(`A message holds no ${String(value)}.`);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, stable(member)]));
}

/** A total order on content, so that 0 means equal. */
function compareContent(a: unknown, b: unknown): number {
  const [left, right] = [canonicalJson(stable(a)), canonicalJson(stable(b))];
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * An order of its own for a list: by the given texts, then by content, so that the same set, listed in any order, comes out the
 * same. The texts are what usually decides: content is costly to compare.
 */
export const ordered = <T>(list: readonly T[], ...texts: readonly ((item: T) => string)[]): readonly T[] =>
  list.length < 2 ? list : list.toSorted((a, b) => firstDifference(a, b, texts) || compareContent(a, b));

function firstDifference<T>(a: T, b: T, texts: readonly ((item: T) => string)[]): number {
  for (const text of texts) {
    const [left, right] = [text(a), text(b)];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
