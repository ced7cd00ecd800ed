import { expect, test } from "vitest";
import { figureText, shareText } from "./figure-text.ts";

test.each([
  ["959636.71", "959636.71"],
  ["400052.85446012345", "400052.8545"],
  ["0.00012345678901234", "0.000123456789"],
  ["123456789012345.678", "123456789012346"],
  ["-0.5", "-0.5"],
  [null, "-"],
  ["", "-"],
  ["n/a", "n/a"],
])("%s is shown as %s", (text, shown) => {
  expect(figureText(text)).toBe(shown);
});

test("a share is shown as per cent, an unknown one as a dash", () => {
  expect([shareText("0.9512557"), shareText("1"), shareText(null), shareText("")]).toEqual([
    "95.1 %",
    "100 %",
    "-",
    "-",
  ]);
});
