import { expect, test } from "vitest";
import { statedUnits } from "./stated-unit.ts";

test("units are looked up once for each code, and of invented codes no more than a thousand are remembered", () => {
  let asked = 0;
  const unitOf = statedUnits({
    unitOf: () => {
      asked += 1;
      return "mg/L";
    },
  });
  const station = { name: "outfall" };
  for (let i = 0; i < 1_000; i++) unitOf(station, `c${i}`, "Avg");
  const [before, again] = [asked, unitOf(station, "c0", "Avg")];
  expect(again).toBeGreaterThan(0);
  expect(asked).toBeGreaterThan(before); // the thousandth was the last: they begin anew
  const after = asked;
  unitOf(station, "c0", "Avg");
  expect(asked).toBe(after);
});
