import { utf8Text } from "./utf8.ts";

const charactersMax = 200;
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;

/**
 * The beginning of the bytes as text for a person, at most 200 characters: what prints is shown as it is, every other
 * byte as `\x07`, so that nothing in it can move a cursor, turn the reading direction or break a log line.
 */
export function excerptOf(bytes: Uint8Array): string {
  let text = "";
  for (let p = 0; p < bytes.length; ) {
    const letter = letterAt(bytes, p);
    const shown = letter?.text ?? `\\x${(bytes[p] as number).toString(16).padStart(2, "0")}`;
    if (text.length + shown.length >= charactersMax) return `${text}…`;
    text += shown;
    p += letter?.length ?? 1;
  }
  return text;
}

/** The printable letter that begins here, with its length in bytes. */
function letterAt(bytes: Uint8Array, p: number): { readonly text: string; readonly length: number } | undefined {
  const first = bytes[p] as number;
  if (first < 0x80) return first >= 32 && first < 127 ? { text: String.fromCharCode(first), length: 1 } : undefined;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const text = p + length <= bytes.length ? utf8Text(bytes, p, p + length) : undefined;
  return text !== undefined && printable.test(text) ? { text, length } : undefined;
}
