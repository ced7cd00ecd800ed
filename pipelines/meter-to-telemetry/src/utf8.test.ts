import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8Bytes, utf8Text } from "./utf8.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const judge = (bytes: Uint8Array): string | undefined => {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
};

test("any bytes read as the platform's strict decoder reads them, or not at all", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(utf8Text(bytes, 0, bytes.length)).toBe(judge(bytes));
    }),
  );
});

test("bytes near the borders of UTF-8 read as the platform's strict decoder reads them", () => {
  const near = fc.constantFrom(
    0x41,
    0x7f,
    0x80,
    0x8f,
    0x90,
    0x9f,
    0xa0,
    0xbf,
    0xc0,
    0xc1,
    0xc2,
    0xdf,
    0xe0,
    0xed,
    0xef,
    0xf0,
    0xf4,
    0xf5,
  );
  fc.assert(
    fc.property(fc.array(near, { maxLength: 6 }), (list) => {
      const bytes = Uint8Array.from(list);
      expect(utf8Text(bytes, 0, bytes.length)).toBe(judge(bytes));
    }),
    { numRuns: 3000 },
  );
});

test("text comes back from its bytes, and half a surrogate pair has none", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const bytes = utf8Bytes(text) as Uint8Array;
      expect(utf8Text(bytes, 0, bytes.length)).toBe(text);
    }),
  );
  expect(utf8Bytes("电表")).toEqual(new TextEncoder().encode("电表"));
  expect(utf8Bytes("a\ud800")).toBeUndefined();
});
