import { expect, test } from "vitest";
import { inlined } from "./inlined.ts";

const ids = Array.from({ length: 10_000 }, (_, i) => 18_446_744_073_709_551_615n - BigInt(i));

test("a short argument stays an argument", () => {
  const query = { text: "SELECT {name:String}, {ids:Array(UInt64)}", params: { name: "it's", ids: [1n, 2n] } };
  expect(inlined(query)).toEqual(query);
});

test("a long array becomes a literal of its type, wherever it is used, and the others stay", () => {
  const { text, params } = inlined({
    text: "SELECT 1 WHERE 2 IN {ids:Array(UInt64)} OR 3 IN { ids : Array(UInt64) } AND {idsOfOthers:UInt8}",
    params: { ids, idsOfOthers: 1 },
  });
  const literal = `CAST('[${ids.join(",")}]', 'Array(UInt64)')`;
  expect(text).toBe(`SELECT 1 WHERE 2 IN ${literal} OR 3 IN ${literal} AND {idsOfOthers:UInt8}`);
  expect(params).toEqual({ idsOfOthers: 1 });
});

test("nothing in a long text ends the literal it stands in, nor means anything to a replacement", () => {
  const hostile = `'; DROP TABLE readings; -- \\' $& $' {other:String} \0 ${"x".repeat(2_000)}`;
  const { text } = inlined({ text: "SELECT {t:String}", params: { t: hostile } });
  expect(text.slice(0, 71)).toBe(
    "SELECT '\\'; DROP TABLE readings; -- \\\\\\' $& $\\' {other:String} \\0 xxxxx".slice(0, 71),
  );
  expect(text.endsWith("x'")).toBe(true);
});

test("a text in a long array is quoted within the array and again within the statement", () => {
  const { text } = inlined({
    text: "SELECT {a:Array(String)}",
    params: { a: ["it's", ...Array(300).fill("abcd")] },
  });
  expect(text.startsWith("SELECT CAST('[\\'it\\\\\\'s\\',\\'abcd\\',")).toBe(true);
});

test("an array of anything but numbers and texts is refused", () => {
  expect(() => inlined({ text: "", params: { a: [null] } })).toThrow(
    "An array argument holds null: bind numbers, bigints or texts.",
  );
});
