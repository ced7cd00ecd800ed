import { expect, test } from "vitest";
import { countryOf, isRegion } from "./region.ts";

test.each(["CN", "CN-GD", "AU-VIC", "CN-grid-south", "world", "KR"])("%s is a place", (text) => {
  expect(isRegion(text)).toBe(true);
});

test.each(["UK", "cn", "CN-", "XX-1", "CN-grid-west", "World", "China", ""])("%j is none", (text) => {
  expect(isRegion(text)).toBe(false);
});

test("a part of a country is of that country, however its list writes it", () => {
  expect(["CN-GD", "CN-grid-south", "US-WECC", "BR-Mid-western grid"].map(countryOf)).toEqual(["CN", "CN", "US", "BR"]);
  expect(["CN", "RER", "UN-EUROPE", "ENTSO-E", ""].map(countryOf)).toEqual(Array(5).fill(undefined));
});
