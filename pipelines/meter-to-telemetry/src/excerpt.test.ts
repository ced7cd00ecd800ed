import fc from "fast-check";
import { expect, test } from "vitest";
import { excerptOf } from "./excerpt.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

test("what prints is shown, every other byte by its number", () => {
  expect(excerptOf(bytesOf('{"channel":"电表-1"}'))).toBe('{"channel":"电表-1"}');
  expect(excerptOf(Uint8Array.of(0x41, 0, 7, 0xff, 0xe7, 0x94))).toBe("A\\x00\\x07\\xff\\xe7\\x94");
  expect(excerptOf(bytesOf("a\u202eb\u009bc"))).toBe("a\\xe2\\x80\\xaeb\\xc2\\x9bc");
});

test("no bytes make more than 200 characters, or a control character", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      const text = excerptOf(bytes);
      expect(text.length).toBeLessThanOrEqual(200);
      expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Z}](?<! )/u);
    }),
  );
  expect(excerptOf(bytesOf("x".repeat(300)))).toBe(`${"x".repeat(199)}…`);
});
