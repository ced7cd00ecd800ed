import { expect, test } from "vitest";
import { marksText, marksTextZh } from "./marks-text.ts";

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
    "illustrative; simulated; factor rows placeholders, of another place or use, up to 24 years old, by another GWP set",
  );
});

test("the same marks are told in Chinese, and one year is one year", () => {
  expect(marksTextZh(["simulated", "age 3 years: data of 2022", "placeholder: a range"])).toBe(
    "模拟；因子：占位值、数据最长已有 3 年",
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
