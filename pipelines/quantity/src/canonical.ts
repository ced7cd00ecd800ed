/** What canonical JSON can hold. Exact amounts go in as decimal text, never as a number that a reader may round. */
export type Canonical = string | number | boolean | null | readonly Canonical[] | { readonly [key: string]: Canonical };

/**
 * JSON with sorted keys and no blanks (RFC 8785 for the values we use): equal content, equal bytes.
 * Numbers must be safe integers. Throws on anything else, because a rounded number in a hash is a broken promise.
 */
export function canonicalJson(value: Canonical): string {
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value))
      throw new Error(`Canonical JSON takes safe integers only, not ${value}: use text.`);
    return String(value);
  }
  if (typeof value === "string") return quoted(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${quoted(key)}:${canonicalJson(value[key] as Canonical)}`);
  return `{${members.join(",")}}`;
}

/** Text without a letter that JSON escapes; half pairs of surrogates are among those it does. */
const plain = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

/** Most texts need no escape, and to look is cheaper than to write. */
const quoted = (text: string): string => (plain.test(text) ? `"${text}"` : JSON.stringify(text));

const isList = (value: object): value is readonly Canonical[] => Array.isArray(value);
