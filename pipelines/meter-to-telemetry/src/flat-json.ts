import { accept, type Outcome, reject } from "@celadon/quantity";
import { shown } from "./fault.ts";
import { type JsonCursor, type JsonScalar, skipBlanks, takeScalar, takeSign, takeText } from "./json-cursor.ts";

/** A field of an object. Nested values have no text. */
export interface Member {
  readonly name: string;
  readonly kind: JsonScalar["kind"] | "nested";
  readonly text: string;
}

/**
 * The members of one JSON object (RFC 8259) in their order, names that repeat included. Reading stops at a nested value,
 * which is the last member then: no reading has one.
 */
export function readFlatJson(json: string): Outcome<readonly Member[], "bad-json"> {
  const at: JsonCursor = { json, p: 0 };
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

function broken({ json, p }: JsonCursor, wanted: string): Outcome<never, "bad-json"> {
  return reject(
    "bad-json",
    p >= json.length
      ? `The JSON ends where ${wanted} belongs: send one complete object per reading.`
      : `This is not JSON: ${shown(json.slice(p, p + 20))} stands where ${wanted} belongs: send one object per reading, by RFC 8259.`,
  );
}

function takeMember(at: JsonCursor, name: string): Member | undefined {
  const scalar = takeScalar(at);
  if (scalar !== undefined) return { name, ...scalar };
  return takeSign(at, "{") || takeSign(at, "[") ? { name, kind: "nested", text: "" } : undefined;
}
