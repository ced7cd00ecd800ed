import { expect, test } from "vitest";
import { bothWords, dayText, figureText, percentText, unitText } from "./words.ts";

test.each([
  ["9.87654321012", 6, "9.87654"],
  ["1234567.89", 6, "1,234,568"],
  ["-0.00012345678", 3, "-0.000123"],
  ["8", 6, "8"],
  ["1000.5", 40, "1,000.5"],
])("%s in %d digits is %s", (text, digits, shown) => {
  expect(figureText(text, digits)).toBe(shown);
});

test("what is not known is a dash, never a zero", () => {
  expect([percentText(null), percentText("0"), percentText("0.1234")]).toEqual(["—", "0 %", "12.3 %"]);
});

test("units, words and days as people write them; a plant's own word stays", () => {
  expect([unitText("kgCO2e/Nm3"), unitText("m2")]).toEqual(["kgCO2e/Nm³", "m²"]);
  expect([bothWords("energy"), bothWords("beam house")]).toEqual(["能源 energy", "beam house"]);
  expect(dayText("2025-01-01T00:00:00+08:00")).toBe("2025-01-01");
});
