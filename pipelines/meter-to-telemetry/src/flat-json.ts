import { accept, type Outcome, reject } from "@celadon/quantity";
import { backslash, blank, carriageReturn, lineFeed, quote, tab } from "./ascii.ts";
import { shown } from "./fault.ts";

/** A scalar as it was written: a number keeps its source text, because a double would round it. */
export interface Member {
  readonly name: string;
  readonly kind: "text" | "number" | "word" | "nested";
  readonly text: string;
}

/** Where reading is. A reader moves `p` behind what it took, or leaves it and answers undefined. */
interface Cursor {
  readonly json: string;
  p: number;
}

/**
 * The members of one JSON object (RFC 8259) in their order, names that repeat included. Reading stops at a nested value,
 * which is the last member then: no reading has one.
 */
export function readFlatJson(json: string): Outcome<readonly Member[], "bad-json"> {
  const at: Cursor = { json, p: 0 };
  const members: Member[] = [];
  if (!takeSign(at, "{")) return broken(at, '"{"');
  if (!takeSign(at, "}")) {
    do {
      const name = takeText(at);
      if (name === undefined) return broken(at, "the name of a field");
      if (!takeSign(at, ":")) return broken(at, '":"');
      const member = takeMember(at, name);
      if (member === undefined)
        return broken(at, "a value (a number, or text in quotes; JSON has no NaN and no Infinity)");
      members.push(member);
      if (member.kind === "nested") return accept(members);
    } while (takeSign(at, ","));
    if (!takeSign(at, "}")) return broken(at, '"," or "}"');
  }
  skipBlanks(at);
  return at.p === json.length ? accept(members) : broken(at, "the end of the line");
}

function broken({ json, p }: Cursor, wanted: string): Outcome<never, "bad-json"> {
  return reject(
    "bad-json",
    p >= json.length
      ? `The JSON ends where ${wanted} belongs: send one complete object per reading.`
      : `This is not JSON: ${shown(json.slice(p, p + 20))} stands where ${wanted} belongs: send one object per reading, by RFC 8259.`,
  );
}

function takeMember(at: Cursor, name: string): Member | undefined {
  const text = takeText(at);
  if (text !== undefined) return { name, kind: "text", text };
  const digits = take(at, number);
  if (digits !== undefined) return { name, kind: "number", text: digits };
  const plain = take(at, word);
  if (plain !== undefined) return { name, kind: "word", text: plain };
  return takeSign(at, "{") || takeSign(at, "[") ? { name, kind: "nested", text: "" } : undefined;
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;

function take(at: Cursor, token: RegExp): string | undefined {
  token.lastIndex = at.p;
  if (!token.test(at.json)) return undefined;
  const taken = at.json.slice(at.p, token.lastIndex);
  at.p = token.lastIndex;
  return taken;
}

/** A sign of JSON's grammar and the blanks before and behind it. */
function takeSign(at: Cursor, sign: string): boolean {
  skipBlanks(at);
  if (at.json[at.p] !== sign) return false;
  at.p += 1;
  skipBlanks(at);
  return true;
}

function skipBlanks(at: Cursor): void {
  let code = at.json.charCodeAt(at.p);
  while (code === blank || code === tab || code === lineFeed || code === carriageReturn)
    code = at.json.charCodeAt(++at.p);
}

function takeText(at: Cursor): string | undefined {
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
