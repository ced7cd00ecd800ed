import { type Mark, markText } from "@celadon/factors";
import { markWords } from "@celadon/footprint-to-certificate/mark-words";
import { expect, test } from "vitest";
import { marksText, marksTextBoth, marksTextZh } from "./marks-text.ts";

/** One of every kind: another kind of mark does not compile until it stands here. */
const every: { readonly [Kind in Mark["kind"]]: Extract<Mark, { readonly kind: Kind }> } = {
  age: { kind: "age", years: 2, dataYear: 2024 },
  "later-year": { kind: "later-year", dataYear: 2026, year: 2025 },
  "older-year": { kind: "older-year", dataYear: 2020, year: 2025, latest: 2024 },
  "not-yet-valid": { kind: "not-yet-valid", validFrom: "2027-01-01" },
  expired: { kind: "expired", validTo: "2006-01-01" },
  "other-activity": { kind: "other-activity", activity: "a", wanted: "b" },
  "other-place": { kind: "other-place", region: "US", place: "CN" },
  "other-purpose": { kind: "other-purpose", purposes: ["pcf"], purpose: "enterprise" },
  choice: { kind: "choice" },
  recalled: { kind: "recalled" },
  placeholder: { kind: "placeholder" },
  partial: { kind: "partial", left: ["N2O"] },
  "gwp-set": { kind: "gwp-set", used: "AR5", asked: "AR6" },
};

test.each(Object.values(every).map(markText))("a factor row's mark is said in both languages: %s", (mark) => {
  for (const text of [mark, `named in the plant model: ${mark}`]) {
    const { own, rows } = markWords([text]);
    expect(own).toEqual([]);
    expect(rows).toEqual([{ en: expect.stringMatching(/[a-z]/), zh: expect.stringMatching(/\p{Script=Han}/u) }]);
  }
});

test.each([
  "illustrative",
  "simulated",
  "simulated issuer",
  'lower bound: cut off at "sludge"',
  "balance: of 3 t, 1 t",
])("a mark of the figure itself is said in both languages: %s", (mark) => {
  expect(markWords([mark])).toEqual({ own: [{ en: mark, zh: expect.stringMatching(/\p{Script=Han}/u) }], rows: [] });
});

test("what is said of the figure stands in full, what its factor rows bring by kind", () => {
  const marks = [
    "CO2e by AR5, not AR6",
    "age 1 year: data of 2025",
    "illustrative",
    "named in the plant model: age 24 years: data of 2002",
    "named in the plant model: other place: US for CN",
    "named in the plant model: placeholder: middle of a range from memory, no source was read",
    "simulated",
  ];
  expect(marksText(marks)).toBe(
    "illustrative; simulated; factor rows placeholder, of another place or use, up to 24 years old, by another GWP set",
  );
});

test("the same marks are told in Chinese, and one year is one year", () => {
  expect(marksTextZh(["simulated", "age 3 years: data of 2022", "placeholder: a range"])).toBe(
    "模拟；因子：占位数据、数据最多已 3 年",
  );
  expect(marksTextZh(["something new"])).toBe("something new");
  expect(marksText(["age 1 year: data of 2025"])).toBe("factor rows up to 1 year old");
});

test("a mark of no known kind is never dropped", () => {
  expect(marksText(["lower bound: cut off at lubricants", "something new"])).toBe(
    "lower bound: cut off at lubricants; something new",
  );
  expect(marksText([])).toBe("");
});

test("in both languages word by word, the oldest row once", () => {
  const age = (years: number) => markText({ kind: "age", years, dataYear: 2024 });
  expect(marksTextBoth(["simulated", "as told", age(2), `named in the plant model: ${age(24)}`])).toBe(
    "模拟 simulated; as told; 因子 factor rows: 数据最多已 24 年 up to 24 years old",
  );
  expect(marksTextBoth([])).toBe("");
});
