import { accept, type Outcome, reject } from "@celadon/quantity";
import { shown } from "./fault.ts";

/** A scalar as it was written: a number keeps its source text, because a double would round it. */
export interface Member {
  readonly name: string;
  readonly kind: "text" | "number" | "word" | "nested";
  readonly text: string;
}

const blank = /[ \t\r\n]*/y;
const text = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy; // \p{Cc} is U+0000-001F, which JSON bars, and U+007F-009F
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;
const nested = /[[{]/y;

/**
 * The members of one JSON object (RFC 8259) in their order, names that repeat included. Reading stops at a nested value,
 * which is the last member then: no reading has one.
 */
export function readFlatJson(json: string): Outcome<readonly Member[], "bad-json"> {
  let p = 0;
  const take = (token: RegExp): string | undefined => {
    token.lastIndex = p;
    const found = token.exec(json)?.[0];
    p += found?.length ?? 0;
    return found;
  };
  const next = (token: RegExp): string | undefined => {
    take(blank);
    return take(token);
  };
  const broken = (wanted: string): Outcome<never, "bad-json"> =>
    reject(
      "bad-json",
      p >= json.length
        ? `The JSON ends where ${wanted} belongs: send one complete object per reading.`
        : `This is not JSON: ${shown(json.slice(p, p + 20))} stands where ${wanted} belongs.`,
    );

  const members: Member[] = [];
  if (next(/\{/y) === undefined) return broken('"{"');
  if (next(/\}/y) === undefined) {
    do {
      const name = next(text);
      if (name === undefined) return broken("the name of a field");
      if (next(/:/y) === undefined) return broken('":"');
      const value = valueAt(next);
      if (value === undefined) return broken("a value");
      members.push({ name: JSON.parse(name), ...value });
      if (value.kind === "nested") return accept(members);
    } while (next(/,/y) !== undefined);
    if (next(/\}/y) === undefined) return broken('"," or "}"');
  }
  take(blank);
  return p === json.length ? accept(members) : broken("the end of the line");
}

function valueAt(next: (token: RegExp) => string | undefined): Omit<Member, "name"> | undefined {
  const quoted = next(text);
  if (quoted !== undefined) return { kind: "text", text: JSON.parse(quoted) };
  const digits = next(number);
  if (digits !== undefined) return { kind: "number", text: digits };
  const plain = next(word);
  if (plain !== undefined) return { kind: "word", text: plain };
  return next(nested) === undefined ? undefined : { kind: "nested", text: "" };
}
