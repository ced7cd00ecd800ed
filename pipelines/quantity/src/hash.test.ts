import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256Hex, sha256Stream, sha256Word, uuid5 } from "./hash.ts";

test("SHA-256 of the examples of FIPS 180-4 and of a text in UTF-8", () => {
  expect(sha256Hex("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(sha256Hex("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(sha256Hex("蒸汽")).toBe("94bc12e547c557dd539413a5f76d6af90d9972715bf71c416796f2fd716d7ba2");
});

test("bytes hash as another implementation hashes them, whole or piece by piece", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (pieces) => {
      const whole = Uint8Array.from(pieces.flatMap((piece) => [...piece]));
      const expected = createHash("sha256").update(whole).digest("hex");
      const stream = sha256Stream();
      for (const piece of pieces) stream.update(piece);
      expect([sha256Hex(whole), stream.hex()]).toEqual([expected, expected]);
    }),
  );
});

test("the first word is the first eight hexadecimal digits, unsigned", () => {
  expect(sha256Word("abc")).toBe(0xba7816bf);
});

test.each([
  ["", "8a063a32-c8bf-58dc-8fc8-91c5dacdb9aa"],
  ["tannery", "d2f51b87-797a-5372-a8e6-32417c67e02f"],
  ["制革厂 main", "16ba054b-9e97-5ac8-aaf5-57eff3db2930"],
  ["footprint tannery 2026-01", "8e3c9249-2bf3-5bb5-946a-53df35f5a81f"],
])('"%s" has the id that Python\'s uuid.uuid5 gives it in the same name space', (name, id) => {
  expect(uuid5(name)).toBe(id);
});
