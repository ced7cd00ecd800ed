import { expect, test } from "vitest";
import { isRegion } from "./region.ts";

test.each(["CN", "CN-GD", "AU-VIC", "CN-grid-south", "world", "KR"])("%s is a place", (text) => {
  expect(isRegion(text)).toBe(true);
});

test.each(["UK", "cn", "CN-", "XX-1", "CN-grid-west", "World", "China", ""])("%j is none", (text) => {
  expect(isRegion(text)).toBe(false);
});
