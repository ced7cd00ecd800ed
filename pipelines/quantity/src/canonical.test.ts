import fc from "fast-check";
import { expect, test } from "vitest";
import { type Canonical, canonicalJson } from "./canonical.ts";

test("keys are sorted by UTF-16 code units, as in the example of RFC 8785, section 3.2.3", () => {
  const example = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis",
  };
  expect(canonicalJson(example)).toBe(
    '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",' +
      '"\u20ac":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  );
});

test("strings and literals are written as in the example of RFC 8785, section 3.2.2", () => {
  const example = { string: "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/", literals: [null, true, false] };
  expect(canonicalJson(example)).toBe('{"literals":[null,true,false],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
});

test("whole numbers are written as RFC 8785, appendix B, writes them; a number a reader may round is refused", () => {
  expect(canonicalJson([0, -0, 9_007_199_254_740_991, -9_007_199_254_740_991])).toBe(
    "[0,0,9007199254740991,-9007199254740991]",
  );
  for (const number of [0.1, 1e21, 9_007_199_254_740_992, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => canonicalJson({ amount: number })).toThrow("safe integers only");
  }
});

const canonical: fc.Arbitrary<Canonical> = fc.letrec<{ value: Canonical }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string(),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value")),
    fc.dictionary(fc.string(), tie("value"), { noNullPrototype: true }),
  ),
})).value;

test("what is written is JSON of the same value, and writing that again gives the same bytes", () => {
  fc.assert(
    fc.property(canonical, (value) => {
      const text = canonicalJson(value);
      const read: Canonical = JSON.parse(text);
      expect(read).toEqual(value === 0 ? 0 : JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(read)).toBe(text);
    }),
  );
});

test("the order in which members were written does not matter", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.nat()), (value) => {
      expect(canonicalJson(Object.fromEntries(Object.entries(value).reverse()))).toBe(canonicalJson({ ...value }));
    }),
  );
});
