import { expect, test } from "vitest";
import { drawHash } from "./draw-hash.ts";

const hex = (name: string): string => {
  const { high, low } = drawHash(name);
  return [high, low].map((word) => word.toString(16).padStart(8, "0")).join("");
};

// The test vectors of the authors (test_fnv.c of FNV 5: fnv1a_64), strings without their closing zero.
test.each([
  ["", "cbf29ce484222325"],
  ["a", "af63dc4c8601ec8c"],
  ["b", "af63df4c8601f1a5"],
  ["foo", "dcb27518fed9d577"],
  ["foobar", "85944171f73967e8"],
])("the published hash of %j", (name, expected) => {
  expect(hex(name)).toBe(expected);
});

test("text is hashed as its bytes in UTF-8", () => {
  // The bytes of each text by the definition, in whole numbers of any length.
  const byDefinition = (bytes: readonly number[]): string => {
    let hash = 0xcbf29ce484222325n;
    for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
    return hash.toString(16).padStart(16, "0");
  };
  for (const name of ["é", "电力", "CO₂ 排放", "🏭", "db:hash/id#7"])
    expect(hex(name), name).toBe(byDefinition([...new TextEncoder().encode(name)]));
});

test("halves of a surrogate pair are told apart", () => {
  expect(hex("\ud800")).not.toBe(hex("\udc00"));
});
