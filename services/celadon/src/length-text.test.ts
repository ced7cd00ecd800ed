import { expect, test } from "vitest";
import { lengthText } from "./length-text.ts";

test.each([
  [0.4, "0 s"],
  [-7, "-7 s"],
  [119, "119 s"],
  [120, "2 min"],
  [7_199, "119 min"],
  [172_799, "47 h"],
  [172_800, "2 d"],
  [null, "-"],
])("%j seconds are %s", (seconds, text) => {
  expect(lengthText(seconds)).toBe(text);
});
