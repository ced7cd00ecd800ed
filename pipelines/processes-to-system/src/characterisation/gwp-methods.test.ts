import { readFileSync } from "node:fs";
import { releaseOf } from "@celadon/factors";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type ClimateFlow, gasDirections, gasOrigins } from "./climate-flow.ts";
import { type FlowOfGas, gwpMethods } from "./gwp-methods.ts";
import { type GwpRow, gwpRows } from "./gwp-rows.ts";

const text = readFileSync(new URL("../../../../factors/tables/gwp100.csv", import.meta.url), "utf8");
const read = releaseOf([{ name: "gwp100.csv", text }]);
if (read.kind !== "accept") throw new Error(read.evidence);
const release = read.value;

const gas = (said: string, unit = "kg"): FlowOfGas => {
  const [gas, origin, direction = "emission"] = said.split(" ");
  return { id: said, unit, climate: { gas, origin, direction } as ClimateFlow };
};
const made = (flows: readonly FlowOfGas[], ...sets: readonly ("AR4" | "AR5" | "AR6")[]) =>
  gwpMethods(flows, sets, release);
/** The rows of AR6 in which a flow does not count 0, by what stands behind the set's name. */
const counts = (flow: FlowOfGas): Readonly<Record<string, number>> =>
  Object.fromEntries(
    made([flow], "AR6").methods.flatMap(({ id, factors }) => {
      const value = factors[0]?.value;
      return value === undefined || value === 0 ? [] : [[id.slice("GWP100-AR6".length), value]];
    }),
  );

const lackedBy = (...rows: readonly GwpRow[]) =>
  (["excluding", "including", ...rows] as const).map((row) => `GWP100-AR6${gwpRows[row].id}`);

test.each([
  ["CO2 fossil", { "": 1, "-including-biogenic-CO2": 1, "-fossil": 1 }],
  ["CO2 unspecified", { "": 1, "-including-biogenic-CO2": 1, "-fossil": 1 }],
  ["CO2 land-use-change", { "": 1, "-including-biogenic-CO2": 1, "-land-use-change": 1 }],
  ["CO2 land-management", { "": 1, "-including-biogenic-CO2": 1, "-land-management-emission": 1 }],
  ["CO2 land-management uptake", { "": -1, "-including-biogenic-CO2": -1, "-land-management-removal": -1 }],
  ["CO2 captured uptake", { "": -1, "-including-biogenic-CO2": -1, "-captured-carbon": -1 }],
  ["CO2 biogenic", { "-including-biogenic-CO2": 1, "-biogenic-CO2": 1, "-biogenic-CO2-emission": 1 }],
  ["CO2 biogenic uptake", { "-including-biogenic-CO2": -1, "-biogenic-CO2": -1, "-biogenic-CO2-uptake": -1 }],
  ["CO2 aircraft", { "": 1, "-including-biogenic-CO2": 1, "-fossil": 1, "-aircraft": 1 }],
  ["CH4 fossil", { "": 29.8, "-including-biogenic-CO2": 29.8, "-fossil": 29.8 }],
  ["CH4 biogenic", { "": 27, "-including-biogenic-CO2": 27, "-biogenic-non-CO2": 27 }],
  ["CH4 unspecified", { "": 27.9, "-including-biogenic-CO2": 27.9, "-fossil": 27.9 }],
  ["CH4 land-use-change", { "": 27, "-including-biogenic-CO2": 27, "-land-use-change": 27 }],
  ["N2O land-management", { "": 273, "-including-biogenic-CO2": 273, "-biogenic-non-CO2": 273 }],
  ["N2O unspecified", { "": 273, "-including-biogenic-CO2": 273, "-fossil": 273 }],
  ["co2 biogenic", { "-including-biogenic-CO2": 1, "-biogenic-CO2": 1, "-biogenic-CO2-emission": 1 }],
  ["CO2-biogenic unspecified", { "-including-biogenic-CO2": 1, "-biogenic-CO2": 1, "-biogenic-CO2-emission": 1 }],
  [
    "co2-biogenic unspecified uptake",
    { "-including-biogenic-CO2": -1, "-biogenic-CO2": -1, "-biogenic-CO2-uptake": -1 },
  ],
  ["CO2-fossil fossil", { "": 1, "-including-biogenic-CO2": 1, "-fossil": 1 }],
  ["ch4 fossil", { "": 29.8, "-including-biogenic-CO2": 29.8, "-fossil": 29.8 }],
  ["CH4-biogenic unspecified", { "": 27, "-including-biogenic-CO2": 27, "-biogenic-non-CO2": 27 }],
])("1 kg of %s counts in its rows alone", (flow, rows) => {
  expect(counts(gas(flow))).toEqual(rows);
});

test("methane is three species, by the report: AR6 29.8, 27.0, 27.9; AR5 30, 28, 28; AR4 25 for all, said so", () => {
  const flows = ["CH4 fossil", "CH4 biogenic", "CH4 unspecified"].map((one) => gas(one));
  const { methods, findings } = made(flows, "AR4", "AR5", "AR6");
  const totals = methods.filter(({ id }) => /^GWP100-AR\d$/.test(id)).map(({ factors }) => factors.map((f) => f.value));
  expect(totals).toEqual([
    [25, 25, 25],
    [30, 28, 28],
    [29.8, 27, 27.9],
  ]);
  expect(findings.filter(({ rule }) => rule === "gwp-fallback").map(({ id }) => id)).toEqual([
    "CH4 fossil",
    "CH4 biogenic",
  ]);
});

test("each set is a group of twelve rows, and every gas has a factor in each, 0 where it is no part", () => {
  const { methods } = made([gas("CO2 fossil"), gas("SF6 unspecified")], "AR5", "AR6");
  expect(methods.map(({ id }) => id)).toHaveLength(24);
  expect(new Set(methods.map(({ id }) => id)).size).toBe(24);
  expect(methods.every(({ factors, unit }) => factors.length === 2 && unit === "kg CO2e")).toBe(true);
});

test("a flow in grams or tonnes converts; one that is no mass has no factor, and this is said", () => {
  expect(made([gas("CO2 fossil", "t")], "AR6").methods[0]?.factors[0]?.value).toBe(1000);
  expect(made([gas("CH4 fossil", "g")], "AR6").methods[0]?.factors[0]?.value).toBe(0.0298);
  const { methods, findings } = made([gas("CO2 fossil", "m3")], "AR6");
  expect([methods[0]?.factors, findings[0]?.rule]).toEqual([[], "gwp-not-a-mass"]);
});

test("a gas that a set does not know is unknown in the rows it counts in, by that set alone, and 0 in the others", () => {
  const flow = gas("HFC-161 unspecified");
  const { methods } = made([flow], "AR4", "AR6");
  const lacking = methods.filter(({ unknown }) => unknown.length > 0).map(({ id }) => id);
  expect(lacking).toEqual(["GWP100-AR4", "GWP100-AR4-including-biogenic-CO2", "GWP100-AR4-fossil"]);
  expect(methods.find(({ id }) => id === "GWP100-AR4-biogenic-CO2")?.factors).toMatchObject([{ value: 0 }]);
  expect(methods.find(({ id }) => id === "GWP100-AR6")?.factors).toMatchObject([{ value: 4.84 }]);
});

test.each(["CO2 fossil", "XYZ-1 fossil"])("%s in m3 or without a potential is unknown, never left out", (said) => {
  const { methods } = made([gas(said, said.startsWith("CO2") ? "m3" : "kg")], "AR6");
  expect(methods.flatMap(({ id, unknown }) => unknown.map(() => id))).toEqual(lackedBy("fossil"));
});

test("a gas that contradicts itself is unknown in every row: nobody can say in which it counts", () => {
  const { methods } = made([gas("CO2 fossil uptake")], "AR6");
  expect(methods.every(({ factors, unknown }) => factors.length === 0 && unknown.length === 1)).toBe(true);
});

test("a gas that is named with its origin counts by it: biogenic CO2 is none of the total", () => {
  const biogenic = { "-including-biogenic-CO2": 1, "-biogenic-CO2": 1, "-biogenic-CO2-emission": 1 };
  expect(counts(gas("CO2-biogenic unspecified"))).toEqual(biogenic);
  expect(counts(gas("CO2-biogenic biogenic"))).toEqual(biogenic);
  expect(counts(gas("CH4-biogenic unspecified"))).toEqual({
    ...{ "": 27, "-including-biogenic-CO2": 27, "-biogenic-non-CO2": 27 },
  });
  expect(made([gas("CO2-biogenic unspecified")], "AR6").findings).toEqual([]);
  const { methods, findings } = made([gas("CO2-biogenic fossil")], "AR6");
  expect([methods[0]?.factors, findings[0]?.rule]).toEqual([[], "gwp-contradictory"]);
});

test("CO2e that its source has weighed counts as it is, by any set and in units that say so; this is said", () => {
  for (const [unit, value] of [
    ["kg", 1],
    ["kg CO2e", 1],
    ["kgCO2e", 1],
    ["kg CO2-Eq", 1],
    ["t CO2 eq.", 1000],
  ] as const) {
    const { methods, findings } = made([gas("CO2e unspecified", unit)], "AR5");
    expect([unit, methods[0]?.factors[0]?.value, findings.map(({ rule }) => rule)]).toEqual([
      unit,
      value,
      ["gwp-assumed"],
    ]);
  }
  expect(made([gas("CH4 fossil", "kg CO2e")], "AR5").findings[0]?.rule).toBe("gwp-not-a-mass");
});

test.each([
  ["CO2 unspecified", "gwp-assumed", "counts as fossil"],
  ["CO2 unspecified uptake", "gwp-assumed", "counts as biogenic"],
  ["CH4 unspecified", "gwp-assumed", "unstated origin"],
  ["N2O unspecified", "gwp-origin-assumed", "total is the same"],
  ["XYZ-1 unspecified", "gwp-missing", "no 100-year warming potential"],
  ["CH4 biogenic uptake", "gwp-contradictory", "an uptake of CH4"],
  ["CO2 fossil uptake", "gwp-contradictory", "by fossil means"],
  ["CO2 captured", "gwp-contradictory", "emission of captured CO2"],
  ["CH4-biogenic fossil", "gwp-contradictory", '"CH4-biogenic" of origin fossil'],
  ["co2 unspecified", "gwp-assumed", "counts as fossil"],
])("%s is found in the findings as %s", (flow, rule, words) => {
  expect(made([gas(flow)], "AR6").findings).toMatchObject([{ rule, message: expect.stringContaining(words) }]);
});

// AR6, WG I, Table 7.SM.7; AR5, WG I, Table 8.A.1, without feedback; AR4, WG I, Table 2.14.
test.each([
  ["CFC-12", 10900, 10200, 12500],
  ["Halon-1301", 7140, 6290, 7200],
  ["CCl4", 1400, 1730, 2200],
  ["HFC-134a", 1430, 1300, 1530],
  ["SF6", 22800, 23500, 25200],
])("1 kg of %s is %d kg CO2e by AR4, %d by AR5, %d by AR6", (name, ...values) => {
  const totals = made([gas(`${name} unspecified`)], "AR4", "AR5", "AR6").methods.filter(({ id }) => id.length === 10);
  expect(totals.map(({ factors }) => factors[0]?.value)).toEqual(values);
});

test("a gas that only industry makes needs no origin", () => {
  expect(made([gas("SF6 unspecified"), gas("HFC-134a unspecified")], "AR6").findings).toEqual([]);
});

test("law: in every column the parts add up to the totals, factor by factor, to the bit", () => {
  const anyGas = fc.record({
    gas: fc.constantFrom("CO2", "CH4", "N2O", "SF6", "HFC-134a"),
    origin: fc.constantFrom(...gasOrigins),
    direction: fc.constantFrom(...gasDirections),
  });
  fc.assert(
    fc.property(anyGas, fc.constantFrom("AR4", "AR5", "AR6"), fc.constantFrom("kg", "g", "t"), (climate, set, unit) => {
      const { methods } = made([{ id: "x", unit, climate }], set);
      fc.pre(methods[0]?.factors.length === 1); // what contradicts itself, or AR4 does not know, has none
      const of = (row: GwpRow): number => {
        const method = methods.find(({ id }) => id === `GWP100-${set}${gwpRows[row].id}`);
        return method?.factors[0]?.value as number; // what has no factor is left out above
      };
      const sum = (...rows: readonly GwpRow[]): number => rows.reduce((total, row) => total + of(row), 0);
      const parts = ["fossil", "landUseChange", "landManagementEmission", "landManagementRemoval"] as const;
      expect(of("excluding")).toBe(sum(...parts, "biogenicNonCo2", "capturedCarbon"));
      expect(of("including")).toBe(sum("excluding", "biogenicCo2"));
      expect(of("including")).toBe(sum("excluding", "biogenicCo2Uptake", "biogenicCo2Emission"));
      for (const row of ["landManagementRemoval", "biogenicCo2Uptake", "capturedCarbon"] as const)
        expect(of(row)).toBeLessThanOrEqual(0);
      expect([0, of("fossil")]).toContain(of("aircraft"));
    }),
  );
});
