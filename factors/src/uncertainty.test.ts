import { expect, test } from "vitest";
import { readUncertainty, uncertaintyText } from "./uncertainty.ts";

test.each(["unknown", "range 16 38", "lognormal 1.2"])("%s is read and written back", (text) => {
  const read = readUncertainty(text);
  expect(read && uncertaintyText(read)).toBe(text);
});

test.each(["", "5 %", "range 38 16", "range 1", "lognormal 1", "lognormal 0.9", "unknown 1", "range 1 2 3"])(
  "%j is none",
  (text) => {
    expect(readUncertainty(text)).toBeUndefined();
  },
);
