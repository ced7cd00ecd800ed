import { expect, test } from "vitest";
import { chromiumDoubt } from "./chromium-doubt.ts";

const check = (hexavalentMicro: bigint, hexavalentUnit: string, totalMicro: bigint, totalUnit: string) =>
  chromiumDoubt({ hexavalentMicro, hexavalentUnit, totalMicro, totalUnit });

test("chromium(VI) in ug/L is compared with all chromium in mg/L after conversion", () => {
  expect(check(50_000_000n, "ug/L", 300_000n, "mg/L")).toBeUndefined(); // 0.05 of 0.3 mg/L
  expect(check(300_000_000n, "ug/L", 300_000n, "mg/L")).toBeUndefined();
});

test("a part that is more than the whole is doubted: 50 mg/L where 50 ug/L was meant", () => {
  expect(check(50_000_000n, "mg/L", 300_000n, "mg/L")).toBe(
    "50 mg/L of chromium(VI) are more than the 0.3 mg/L of all chromium: one of the units is wrong. Ask the station, then write `sends: UNIT` at the channel whose unit is wrong.",
  );
  expect(check(50_000_000n, "g", 3_000n, "kg")).toContain("50 g of chromium(VI)");
});

test("two instruments that differ by a tenth are no contradiction, and unlike units are none either", () => {
  expect(check(330_000_000n, "ug/L", 300_000n, "mg/L")).toBeUndefined();
  expect(check(331_000_000n, "ug/L", 300_000n, "mg/L")).toBeDefined();
  expect(check(50_000_000n, "mg/L", 3_000n, "kg")).toBeUndefined();
  expect(check(50_000_000n, "?", 3_000n, "kg")).toBeUndefined();
});
