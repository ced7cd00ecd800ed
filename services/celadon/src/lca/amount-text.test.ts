import { expect, test } from "vitest";
import { amountText } from "./amount-text.ts";

test.each([
  [2 / 3, "0.666667"],
  [-1234.5678, "-1,234.57"],
  [14277727.34, "14,277,727"],
  [999999.9, "1,000,000"],
  [0.1 + 0.2, "0.3"],
  [0.000012345678, "0.0000123457"],
  [1.23456789e-9, "1.23457e-9"],
  [-1.23456789e-112, "-1.23457e-112"],
  [1.23456789e25, "1.23457e+25"],
  [-0, "0"],
  [5, "5"],
])("%d is read as %s", (amount, text) => {
  expect(amountText(amount)).toBe(text);
});

test("what is not known is never a figure", () => {
  expect([amountText(null), amountText(Number.NaN)]).toEqual(["unknown", "unknown"]);
});
