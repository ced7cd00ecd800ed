import { backslash, blank, carriageReturn, lineFeed, quote, tab } from "./ascii.ts";

/** Where reading of a JSON text (RFC 8259) is. A reader moves `p` behind what it took, or leaves it and answers undefined. */
export interface JsonCursor {
  readonly json: string;
  p: number;
}

/** A scalar as it was written: a number keeps its source text, because a double would round it. */
export interface JsonScalar {
  readonly kind: "text" | "number" | "word";
  readonly text: string;
}

export function takeScalar(at: JsonCursor): JsonScalar | undefined {
  const text = takeText(at);
  if (text !== undefined) return { kind: "text", text };
  const digits = take(at, number);
  if (digits !== undefined) return { kind: "number", text: digits };
  const plain = take(at, word);
  return plain === undefined ? undefined : { kind: "word", text: plain };
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;

function take(at: JsonCursor, token: RegExp): string | undefined {
  token.lastIndex = at.p;
  if (!token.test(at.json)) return undefined;
  const taken = at.json.slice(at.p, token.lastIndex);
  at.p = token.lastIndex;
  return taken;
}

/** A sign of JSON's grammar and the blanks before and behind it. */
export function takeSign(at: JsonCursor, sign: string): boolean {
  skipBlanks(at);
  if (at.json[at.p] !== sign) return false;
  at.p += 1;
  skipBlanks(at);
  return true;
}

export function skipBlanks(at: JsonCursor): void {
  let code = at.json.charCodeAt(at.p);
  while (code === blank || code === tab || code === lineFeed || code === carriageReturn)
    code = at.json.charCodeAt(++at.p);
}

export function takeText(at: JsonCursor): string | undefined {
  const { json } = at;
  if (json.charCodeAt(at.p) !== quote) return undefined;
  let isEscaped = false;
  for (let p = at.p + 1; p < json.length; p++) {
    const code = json.charCodeAt(p);
    if (code < blank) return undefined;
    if (code === backslash) {
      isEscaped = true;
      p += 1;
    } else if (code === quote) {
      const text = isEscaped ? unescaped(json.slice(at.p, p + 1)) : json.slice(at.p + 1, p);
      if (text !== undefined) at.p = p + 1;
      return text;
    }
  }
  return undefined;
}

/** The platform knows the escapes of JSON; it throws where one is none. */
function unescaped(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted);
  } catch {
    return undefined;
  }
}
