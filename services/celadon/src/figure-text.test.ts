import { expect, test } from "vitest";
import { figureText, readingText, shareText } from "./figure-text.ts";

test.each([
  ["959636.71", "959,636.71"],
  ["400052.85446012345", "400,052.8545"],
  ["0.00012345678901234", "0.000123456789"],
  ["123456789012345.678", "123,456,789,012,346"],
  ["-0.5", "-0.5"],
  ["-1234.5", "-1,234.5"],
  ["999", "999"],
  ["0.12345678", "0.12345678"],
  [null, "-"],
  ["", "-"],
  ["n/a", "n/a"],
])("%s is shown as %s", (text, shown) => {
  expect(figureText(text)).toBe(shown);
});

test("what a meter shows is typed back, so it stands without commas", () => {
  expect(readingText("1392013.833")).toBe("1392013.833");
});

test("a share is shown as per cent, an unknown one as a dash", () => {
  expect([shareText("0.9512557"), shareText("1"), shareText(null), shareText("")]).toEqual([
    "95.1 %",
    "100 %",
    "-",
    "-",
  ]);
});
