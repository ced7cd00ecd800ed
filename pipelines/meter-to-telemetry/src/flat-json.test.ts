import fc from "fast-check";
import { expect, test } from "vitest";
import { readFlatJson } from "./flat-json.ts";

const scalar = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);

test("what the platform writes comes back, numbers as their text", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), scalar)), fc.constantFrom("", " ", "\n\t"), (members, gap) => {
      const json = `{${members.map(([name, value]) => `${gap}${JSON.stringify(name)}${gap}:${gap}${JSON.stringify(value)}${gap}`).join(",")}}`;
      const read = readFlatJson(json);
      const texts = members.map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
      expect(read.kind === "accept" ? read.value.map(({ name, text }) => [name, text]) : read).toEqual(texts);
    }),
  );
});

test("it takes what the platform's parser takes, and nothing else", () => {
  const token = fc.constantFrom(
    "{",
    "}",
    ":",
    ",",
    '"',
    "\\",
    "\\u00e4",
    "\\x",
    '"a"',
    "1",
    "-0.5e+3",
    "01",
    "1.",
    "true",
    "nul",
    " ",
    "\n",
    "\u0001",
    "\u007f",
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 12 }), (tokens) => {
      const json = `{"a":${tokens.join("")}}`;
      const read = readFlatJson(json);
      if (read.kind === "accept" && read.value.some(({ kind }) => kind === "nested")) return;
      expect(read.kind === "accept").toBe(isJson(json));
    }),
    { numRuns: 20_000 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test("names that repeat are all told", () => {
  expect(readFlatJson('{"a":1,"a":2}')).toMatchObject({ value: [{ text: "1" }, { text: "2" }] });
});
