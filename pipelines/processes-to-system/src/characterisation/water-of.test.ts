import { expect, test } from "vitest";
import { waterOf } from "./water-of.ts";

test.each([
  ["Water, river", "elementary flows/resource/in water", "withdrawal"],
  ["Water, well, in ground", "natural resource/in water", "withdrawal"],
  ["Water, cooling, unspecified natural origin", "resource/in water", "withdrawal"],
  ["Water", "emission to water/surface water", "return"],
  ["Water", "water/ground-", "return"],
  ["Water", "emission to water/ocean", "lost"],
  ["Water", "emission to air/unspecified", "lost"],
  ["Water, salt, ocean", "resource/in water", undefined],
  ["Water", "resource/ocean", undefined],
  ["Water", "resource/sea water", undefined],
  ["Water, rain", "resource/in water", undefined],
  ["Water", "emission to soil/agricultural", undefined],
  ["Waterglass", "emission to water/river", undefined],
  ["Nitrate", "emission to water/river", undefined],
])("%s, %s: %s", (name, compartment, role) => {
  expect(waterOf({ name, compartment, cas: undefined })).toBe(role);
});
