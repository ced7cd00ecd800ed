import { localText } from "@celadon/quantity";
import { expect, test } from "vitest";
import { validityOf, type WantedValidity } from "./validity.ts";

const timeZone = "Asia/Shanghai";
const at = (text: string): number => Date.parse(text);
const now = { nowMs: at("2026-06-15T03:00:00+08:00"), timeZone };
const shown = (wanted: WantedValidity): readonly string[] =>
  Object.values(validityOf(wanted, now)).map((ms) => localText(ms, timeZone));

test("where nothing is said: from the beginning of today on the plant's clock, for twelve months", () => {
  expect(shown({})).toEqual(["2026-06-15T00:00:00+08:00", "2027-06-15T00:00:00+08:00"]);
  expect(shown({ validMonths: 1 })[1]).toBe("2026-07-15T00:00:00+08:00");
});

test.each([
  [{ validMonths: 0 }, "whole number"],
  [{ validMonths: 1.5 }, "whole number"],
  [{ validMonths: 37 }, "more than three years"],
  [{ validUntilMs: at("2026-06-15T00:00:00+08:00") }, "before it begins"],
  [{ validFromMs: at("2025-01-01T00:00:00+08:00") }, "ended"],
])("%j is refused", (wanted, sentence) => {
  expect(() => validityOf(wanted, now)).toThrow(sentence);
});
