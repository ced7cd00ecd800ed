import { expect, test } from "vitest";
import { type MassCheck, massDoubt } from "./mass-doubt.ts";

const check = (mass: number, massUnit: string, concentration: number, concentrationUnit: string, flowM3: number) => {
  const [massMicro, concentrationMicro, flowM3Micro] = [mass, concentration, flowM3].map((one) =>
    BigInt(Math.round(one * 1e6)),
  ) as [bigint, bigint, bigint]; // one for each
  return massDoubt({ massMicro, massUnit, concentrationMicro, concentrationUnit, flowM3Micro } satisfies MassCheck);
};

test("40 mg/L in 63 m3 are 2.52 kg, and a few percent beside it are still", () => {
  for (const mass of [2.52, 2.4, 2.65]) expect(check(mass, "kg", 40, "mg/L", 63)).toBeUndefined();
});

test("a mass that was given in grams is doubted, and the sentence says which units agree", () => {
  expect(check(2530, "kg", 40, "mg/L", 63)).toBe(
    "2530 kg is a thousand times what 40 mg/L make in 63 m3: one of the units is wrong. They agree as kg with g/L, or as g with mg/L, or as mg with ug/L: ask the station, then write `sends: UNIT` at the channel whose unit is wrong.",
  );
});

test("a mass that is too small by a thousand or a million is doubted too", () => {
  expect(check(0.00252, "kg", 40, "mg/L", 63)).toContain("0.00252 kg is a thousandth of what 40 mg/L make");
  expect(check(2.52, "kg", 40_000_000, "mg/L", 63)).toContain("is a millionth of what");
  expect(check(2_520_000, "kg", 40, "mg/L", 63)).toContain("is a million times what");
});

test("gas: 35 mg/m3 in 68,680.5 m3 are 2.4038 kg; as grams they are a thousand too few", () => {
  expect(check(2.4038, "kg", 35, "mg/m3", 68_680.5)).toBeUndefined();
  expect(check(2.4038, "g", 35, "mg/m3", 68_680.5)).toContain("kg with mg/m3");
});

test("it is blind where both units of water are wrong alike: ug/L with g are the numbers of mg/L with kg", () => {
  expect(check(2.52, "g", 40, "ug/L", 63)).toBeUndefined();
});

test("what no wrong unit explains is nobody's doubt here: zeros, a factor of ten, units that are none", () => {
  expect(check(0, "kg", 40, "mg/L", 63)).toBeUndefined();
  expect(check(2.52, "kg", 0, "mg/L", 63)).toBeUndefined();
  expect(check(2.52, "kg", 40, "mg/L", 0)).toBeUndefined();
  expect(check(25.2, "kg", 40, "mg/L", 63)).toBeUndefined();
  for (const times of [490, 2_010]) expect(check(2.52 * times, "kg", 40, "mg/L", 63)).toBeUndefined();
  expect(check(2530, "kgs", 40, "mg/L", 63)).toBeUndefined();
  expect(check(2530, "kg", 40, "kPa", 63)).toBeUndefined();
});
