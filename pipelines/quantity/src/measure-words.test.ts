import { expect, test } from "vitest";
import { measureWords, perWords } from "./measure-words.ts";

test.each([
  ["30", "t", "30 t", "30 t"],
  ["1", "t", "1 t", "1 t"],
  ["4683", "1", "4683 pieces", "4683 pieces"],
  ["1", "1", "1 piece", "piece"],
])("%s %s reads as %s, and as per %s", (amount, unit, measured, per) => {
  expect([measureWords({ amount, unit }), perWords({ amount, unit })]).toEqual([measured, per]);
});
