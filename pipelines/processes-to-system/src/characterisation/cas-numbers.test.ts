import { expect, test } from "vitest";
import { climateOf } from "./climate-of.ts";

// CAS numbers as they are published, read beside the code: 40 CFR part 98, subpart A, table A-1 of the United States; the HCFCs in the list of
// class II ozone-depleting substances of its Environmental Protection Agency; sulfuryl fluoride in chemical encyclopedias.
const published: readonly (readonly [gas: string, cas: string])[] = [
  ["CO2", "124-38-9"],
  ["CH4", "74-82-8"],
  ["N2O", "10024-97-2"],
  ["SF6", "2551-62-4"],
  ["NF3", "7783-54-2"],
  ["CF4", "75-73-0"],
  ["C2F6", "76-16-4"],
  ["C3F8", "76-19-7"],
  ["HFC-23", "75-46-7"],
  ["HFC-32", "75-10-5"],
  ["HFC-125", "354-33-6"],
  ["HFC-134a", "811-97-2"],
  ["HFC-143a", "420-46-2"],
  ["HFC-152a", "75-37-6"],
  ["HFC-227ea", "431-89-0"],
  ["HFC-236fa", "690-39-1"],
  ["HFC-245fa", "460-73-1"],
  ["HFC-365mfc", "406-58-6"],
  ["HFC-43-10mee", "138495-42-8"],
  ["HCFC-22", "75-45-6"],
  ["HCFC-141b", "1717-00-6"],
  ["SO2F2", "2699-79-8"],
];

test.each(published)("%s is %s, with leading zeros too", (gas, cas) => {
  for (const written of [cas, `000${cas}`]) {
    const flow = { name: "a name that says nothing", cas: written, compartment: "emission to air/unspecified" };
    expect(climateOf(flow)?.gas).toBe(gas);
  }
});

test.each(published)("the check digit of %s, %s, is right", (_, cas) => {
  const [check, ...digits] = [...cas.replaceAll("-", "")].map(Number).toReversed();
  expect(digits.reduce((sum, digit, at) => sum + digit * (at + 1), 0) % 10).toBe(check);
});
