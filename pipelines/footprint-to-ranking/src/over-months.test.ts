import type { Indicator } from "@celadon/proto";
import { expect, test } from "vitest";
import { readMonthSpan } from "./month-span.ts";
import { overMonths } from "./over-months.ts";
import { dayMs, entry, februaryMs, januaryMs } from "./plant-in-test.ts";

const span = readMonthSpan("2026-01..2026-02") ?? { first: Number.NaN, end: Number.NaN };
const january = (more: Partial<Indicator> = {}) =>
  entry("a", "8", { absolute: "8000", produced: "1000", ...more }).indicator;
const february = (more: Partial<Indicator> = {}) =>
  january({
    fromMs: februaryMs,
    toMs: februaryMs + 28n * dayMs,
    absolute: "4500",
    produced: "250",
    amount: "18",
    ...more,
  });

test("a period is the sum of its burdens over the sum of its products, not the mean of its months: 12,500 / 1,250 = 10", () => {
  expect(overMonths([february(), january()], span)).toMatchObject({
    amount: "10",
    absolute: "12500",
    produced: "1250",
    fromMs: januaryMs,
    toMs: februaryMs + 28n * dayMs,
    reason: "",
  });
});

test("shares of time weigh by hours, shares of the amount by burden", () => {
  const parts = [
    january({ measuredShare: "0.9", missingShare: "0.1", placeholderShare: "0.5" }),
    february({ placeholderShare: "0" }),
  ];
  expect(overMonths(parts, span)).toMatchObject({
    missingShare: "0.052542372881", // 0.1 * 744 / 1416
    estimatedShare: "0",
    measuredShare: "0.947457627119",
    placeholderShare: "0.32", // 0.5 * 8000 / 12500
  });
});

test("one footprint of the whole period goes before its months", () => {
  const whole = january({ toMs: februaryMs + 28n * dayMs, absolute: "11000", produced: "1000", amount: "11" });
  expect(overMonths([january(), february(), whole], span)?.amount).toBe("11");
});

test.each([
  [[january()], "2026-02 has no footprint"],
  [[january(), february({ amount: undefined, reason: "It is still running." })], "2026-02: It is still running."],
  [[january(), february(), february({ timeZone: "Asia/Shanghai" })], "overlap"],
])("months that do not tile the period leave no figure, and are named", (parts, sentence) => {
  const found = overMonths(parts, span);
  expect(found?.amount).toBeUndefined();
  expect(found?.reason).toContain(sentence);
});

test("nothing at all is nothing", () => expect(overMonths([], span)).toBeUndefined());
