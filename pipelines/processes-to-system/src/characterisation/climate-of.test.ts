import { expect, test } from "vitest";
import { climateOf } from "./climate-of.ts";

const air = "elementary flows/emission to air/unspecified";
const saying = (name: string, compartment = air, cas?: string): string => {
  const climate = climateOf({ name, compartment, cas });
  return climate === undefined ? "none" : `${climate.gas} ${climate.origin} ${climate.direction}`;
};

// Names of the elementary flow lists of openLCA and ecoinvent.
test.each([
  ["Carbon dioxide, fossil", "CO2 fossil emission"],
  ["Carbon dioxide", "CO2 unspecified emission"],
  ["  carbon  dioxide ", "CO2 unspecified emission"],
  ["Carbon dioxide, biogenic", "CO2 biogenic emission"],
  ["Carbon dioxide, non-fossil", "CO2 biogenic emission"],
  ["Carbon dioxide, from soil or biomass stock", "CO2 land-use-change emission"],
  ["Carbon dioxide, land transformation", "CO2 land-use-change emission"],
  ["Carbon dioxide (peat oxidation)", "CO2 land-use-change emission"],
  ["Methane, fossil", "CH4 fossil emission"],
  ["Methane, non-fossil", "CH4 biogenic emission"],
  ["Methane, from soil or biomass stock", "CH4 land-use-change emission"],
  ["Methane", "CH4 unspecified emission"],
  ["Methane, dichloro-, HCC-30", "CH2Cl2 unspecified emission"],
  ["Methane, tetrafluoro-, CFC-14", "CF4 unspecified emission"],
  ["Ethane, hexafluoro-, HFC-116", "C2F6 unspecified emission"],
  ["Methane, monochloro-, R-40", "CH3Cl unspecified emission"],
  ["Hexafluoroethane", "C2F6 unspecified emission"],
  ["HFO-1234yf", "HFO-1234yf unspecified emission"],
  ["Refrigerant R410a", "R-410a unspecified emission"],
  ["Particulates, R-1", "none"],
  ["Methane, fossil (coal bed methane, long period)", "CH4 fossil emission"],
  ["Methane, bromotrifluoro-, Halon 1301", "Halon-1301 unspecified emission"],
  ["Ethane, 1,1,1,2-tetrafluoro-, HFC-134a", "HFC-134a unspecified emission"],
  ["HFC-43-10mee", "HFC-43-10mee unspecified emission"],
  ["Dinitrogen monoxide", "N2O unspecified emission"],
  ["Sulfur hexafluoride", "SF6 unspecified emission"],
  ["Carbon monoxide, fossil", "none"],
])("%s to the air is %s", (name, said) => {
  expect(saying(name)).toBe(said);
});

test("a derivative of methane is known by its CAS number, and never passes for methane", () => {
  expect(saying("Methane, chlorodifluoro-, HCFC-22", air, "000075-45-6")).toBe("HCFC-22 unspecified emission");
  expect(saying("Methane, chlorodifluoro-, HCFC-22")).toBe("HCFC-22 unspecified emission");
  expect(saying("Methane, dichloro-", air, "75-09-2")).toBe("CH2Cl2 unspecified emission");
});

test("what leaves an aircraft aloft is its own origin, unless it is of living things", () => {
  const high = "air/lower stratosphere + upper troposphere";
  expect(saying("Carbon dioxide, fossil", high)).toBe("CO2 aircraft emission");
  expect(saying("Methane, fossil", high)).toBe("CH4 aircraft emission");
  expect(saying("Carbon dioxide, biogenic", high)).toBe("CO2 biogenic emission");
});

test("CO2 from the air is biogenic, by a machine captured, and into the soil a removal by land management", () => {
  expect(saying("Carbon dioxide, in air", "elementary flows/resource/in air")).toBe("CO2 biogenic uptake");
  expect(saying("Carbon dioxide, direct air capture", "resource/in air")).toBe("CO2 captured uptake");
  expect(saying("Carbon dioxide, to soil or biomass stock", "emission to soil/agricultural")).toBe(
    "CO2 land-management uptake",
  );
});

test("a gas that goes elsewhere than to the air, or is taken from the ground, is no emission", () => {
  expect(saying("Carbon dioxide, fossil", "emission to water/ocean")).toBe("none");
  expect(saying("Methane, fossil", "resource/in ground")).toBe("none");
});
