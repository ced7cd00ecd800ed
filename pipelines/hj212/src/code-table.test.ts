import { expect, test } from "vitest";
import { kindOf, pollutantCodes, pollutantOf, unitOf } from "./code-table.ts";

test("tables B.1 and B.2 are there in full, each code once", () => {
  expect(pollutantCodes.filter(({ code }) => /^w\d{5}$/.test(code)).length).toBe(63);
  expect(pollutantCodes.filter(({ code }) => /^a\d{5}$/.test(code)).length).toBe(121);
  expect(new Set(pollutantCodes.map(({ code }) => code)).size).toBe(pollutantCodes.length);
  const of2005 = pollutantCodes.flatMap(({ code2005 }) => (code2005 === null ? [] : [code2005]));
  expect(new Set(of2005).size).toBe(of2005.length);
});

test("every printed unit has its letters", () => {
  const units = pollutantCodes.flatMap(({ unit, massUnit }) => (massUnit === null ? [unit] : [unit, massUnit]));
  expect(units.filter((unit) => !/^[ -~]+$/.test(unit))).toEqual([]);
});

test("chromium and its hexavalent part are a thousand apart", () => {
  expect([unitOf("w20116", "Avg"), unitOf("w20116", "Cou")]).toEqual(["mg/L", "kg"]);
  expect([unitOf("w20117", "Avg"), unitOf("w20117", "Cou")]).toEqual(["ug/L", "g"]);
});

test.each([
  ["w00000", "Rtd", "rate", "L/s"],
  ["a00000", "Rtd", "rate", "m3/s"],
  ["B01", "Rtd", "rate", "L/s"],
  ["B02", "Rtd", "rate", "m3/s"],
  ["w00000", "Cou", "interval", "m3"],
  ["w00000", "Avg", "state", "L/s"],
  ["w01018", "Rtd", "state", "mg/L"],
  ["011", "Cou", "interval", "kg"],
  ["a21026", "ZsAvg", "state", "mg/m3"],
  ["a01013", "Avg", "state", "kPa"],
  ["S08", "Rtd", "state", "kPa"],
  ["w01001", "Cou", "interval", undefined],
  ["SB1", "RS", "state", undefined],
  ["SB12", "RT", "interval", "h"],
  ["i33201", "Info", "counter", "kWh"],
  ["i33202", "Info", "interval", "kWh"],
  ["i11001", "Info", undefined, undefined],
  ["w01018", "SN", "epoch", undefined],
  ["w01018", "Flag", undefined, undefined],
  ["zzz", "Rtd", "state", undefined],
] as const)("%s-%s is %s in %s", (code, suffix, kind, unit) => {
  expect(kindOf(code, suffix)).toBe(kind);
  expect(unitOf(code, suffix)).toBe(unit);
});

test("a code of 2005 is the row of its successor, and a stranger is none", () => {
  expect(pollutantOf("011")).toBe(pollutantOf("w01018"));
  expect(pollutantOf("02")).toMatchObject({ code: "a21026", name: "二氧化硫" });
  expect(pollutantOf("__proto__")).toBeUndefined();
});
