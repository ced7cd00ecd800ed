import { Decimal } from "@celadon/quantity";
import { expect, test } from "vitest";
import { releaseFrom, shippedTables } from "../test/release.ts";
import { selectNamed } from "./select-named.ts";
import type { Selection } from "./selection.ts";
import { type CalorificValue, toFactorUnit } from "./to-factor-unit.ts";

const release = releaseFrom(...shippedTables());
const named = (id: string): Selection => {
  const answer = selectNamed(release, id, { activity: "a/b", place: "CN", day: "2025-01-01", purpose: "pcf" });
  if (answer.kind !== "accept") throw new Error(answer.evidence);
  return answer.value;
};
const amountIn = (id: string, amount: string, unit: string, ncv?: CalorificValue): string => {
  const answer = toFactorUnit(named(id), { amount: new Decimal(amount), unit }, ncv);
  return answer.kind === "accept" ? answer.value.toString() : answer.reason;
};
const coal = "coal-bituminous-ipcc2006-manufacturing";

test("an amount in the dimension of the row converts exactly", () => {
  expect(amountIn("grid-cn-footprint-2024", "1.5", "MWh")).toBe("1500");
  expect(amountIn(coal, "3600", "GJ")).toBe("3.6");
  expect(amountIn("upstream-natural-gas-defra2025", "36", "MJ")).toBe("10");
});

test("1000 t of bituminous coal at 25.8 GJ/t are 25.8 TJ, and 2440.68 t of CO2", () => {
  expect(amountIn(coal, "1000", "t")).toBe("25.8");
  const co2 = named(coal).rows.find((row) => row.gas === "CO2-fossil");
  expect(co2?.value.times("25.8").toString()).toBe("2440680");
});

test("1000 Nm3 of natural gas by the Chinese default are 38.931 GJ, and 2.1621888 t of CO2", () => {
  const gas = "gas-natural-cn-ndrc2015";
  expect(amountIn(gas, "1000", "Nm3")).toBe("38.931");
  expect(named(gas).rows[0]?.value.times("38.931").toString()).toBe("2162.188809");
});

test("a measured calorific value goes before the one of the tables", () => {
  const measured = { value: new Decimal("19.57"), unit: "GJ", perUnit: "t" };
  expect(amountIn(coal, "1000", "t", measured)).toBe("19.57");
  expect(amountIn("upstream-bituminous-coal-defra2025", "0.36", "t", measured)).toBe("1957");
});

test("a unit that neither converts nor burns is refused, and gas at 20 degC against a value at 0 degC too", () => {
  expect(amountIn("grid-cn-footprint-2024", "1", "t")).toBe("wrong-dimension");
  expect(amountIn("gas-natural-cn-ndrc2015", "1", "Sm3")).toBe("wrong-dimension");
  expect(amountIn(coal, "1", "tonnes")).toBe("unknown-unit");
});
