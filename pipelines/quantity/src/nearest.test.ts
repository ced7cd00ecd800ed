import { expect, test } from "vitest";
import { didYouMean, nearest } from "./nearest.ts";

test("a name is near when two letters changed, came, went or swapped places make it; the nearest comes first", () => {
  const known = ["main", "mains", "water", "steam", "drain"];
  expect(nearest("main", known)).toEqual(["main", "mains", "drain"]);
  expect(nearest("mian", known)).toEqual(["main", "mains"]); // swapped: one letter; with an s: two
  expect(nearest("WATER", known)).toEqual(["water"]);
  expect(nearest("gas", known)).toEqual([]);
});

test("at most three are named, equals in the order of their letters", () => {
  expect(nearest("c0", ["c4", "c1", "c3", "c2"])).toEqual(["c1", "c2", "c3"]);
});

test("a name of two letters is not near to everything short", () => {
  expect(nearest("xy", ["kg", "t", "h"])).toEqual([]);
});

test("the question ends a sentence, or there is none", () => {
  expect(didYouMean("stean", ["steam", "stem"])).toBe(' Did you mean "steam" or "stem"?');
  expect(didYouMean("gas", ["water"])).toBe("");
});
