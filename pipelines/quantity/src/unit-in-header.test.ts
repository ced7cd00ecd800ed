import { expect, test } from "vitest";
import { otherUnitInHeader, unitInHeader } from "./unit-in-header.ts";

test.each([
  ["Main meter (kWh)", "kWh"],
  ["Main meter [MWh] total", "MWh"],
  ["Usage_kWh", "kWh"],
  ["Wirkarbeit KWH", "kWh"],
  ["Gas m³", "m3"],
  ["Output (pieces per shift)", undefined],
  ["Line 1", undefined],
  ["", undefined],
])("%s names the unit %s", (header, symbol) => {
  expect(unitInHeader(header)?.symbol).toBe(symbol);
});

test.each([
  ["Main meter (kWh)", "MWh", "kWh"],
  ["Output kg", "t", "kg"],
  ["Main meter (kWh)", "kWh", undefined],
  ["Main meter (kWh)", "t", undefined],
  ["Natural gas [m3]", "Nm3", undefined],
  ["Main meter", "MWh", undefined],
])("%s read as %s is at odds with %s", (header, symbol, other) => {
  expect(otherUnitInHeader(header, symbol)?.symbol).toBe(other);
});
