import { expect, test } from "vitest";
import { largestPlaces } from "./largest-places.ts";

const values = Float64Array.of(1, -3, 0, 2, -2, 0);

test("the largest sizes first, equal ones by place, zeros never", () => {
  expect(largestPlaces(values, 3)).toEqual([1, 3, 4]);
  expect(largestPlaces(values, 2)).toEqual([1, 3]);
  expect(largestPlaces(values, 100)).toEqual([1, 3, 4, 0]);
  expect(largestPlaces(values, 6)).toEqual([1, 3, 4, 0]);
  expect(largestPlaces(values, 0)).toEqual([]);
  expect(largestPlaces(new Float64Array(0), 3)).toEqual([]);
});
