import { readFileSync } from "node:fs";
import { Decimal } from "@celadon/quantity";
import { expect, test } from "vitest";
import { releaseFrom, shippedTables } from "../test/release.ts";
import type { Factor } from "./factor.ts";
import { tableFaults } from "./release.ts";
import { uncertaintyText } from "./uncertainty.ts";

const tables = shippedTables();
const release = releaseFrom(...tables);
const plantTables = ["farm.csv", "freight.csv", "materials.csv", "placeholders.csv", "process.csv", "water-waste.csv"];
const rowsOf = (table: string): readonly Factor[] => releaseFrom(...tables.filter(({ name }) => name === table)).rows;
const rowOf = (id: string): Factor => {
  const row = release.rows.find((candidate) => candidate.id === id);
  if (row === undefined) throw new Error(`No row "${id}".`);
  return row;
};

test("every shipped row passes the schema", () => {
  expect(tableFaults(tables)).toEqual([]);
  expect(release.rows.length).toBeGreaterThan(550);
});

test("no row cites a catalogue without a licence, or a path of somebody's machine", () => {
  for (const { name, text } of tables) expect(text, name).not.toMatch(/CPCD|17100H|file id|github:/);
});

test("every licence of a row stands in LICENCES.md with what it asks for", () => {
  const notice = readFileSync(new URL("../LICENCES.md", import.meta.url), "utf8");
  for (const licence of new Set(release.rows.map((row) => row.licence))) expect(notice).toContain(`## ${licence}\n`);
});

test("every table stands in the README", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  for (const { name } of tables) expect(readme).toContain(`\`${name}\``);
});

// Read by hand in the announcements and guidelines that the rows cite.
test.each([
  ["grid-cn-footprint-2023", "0.6205"],
  ["grid-cn-footprint-2024", "0.5777"],
  ["generation-cn-wind-footprint-2024", "0.0324"],
  ["generation-cn-photovoltaic-footprint-2023", "0.0545"],
  ["generation-cn-coal-footprint-2024", "0.924"],
  ["transmission-with-losses-cn-footprint-2024", "0.0327"],
  ["grid-cn-co2-2023", "0.5306"],
  ["grid-cn-co2-2023-without-traded-nonfossil", "0.6096"],
  ["grid-cn-co2-2023-fossil", "0.8273"],
  ["grid-cn-region-north-co2-2022", "0.6776"],
  ["grid-cn-nm-co2-2022", "0.6849"],
  ["grid-cn-sd-co2-2021", "0.6838"],
  ["grid-kr-carbonfootprint-2021", "0.4113"],
  ["grid-au-vic-nga2022", "0.85"],
  ["grid-au-vic-nga2022-scope3", "0.07"],
  ["grid-au-ember-2023", "0.548692"],
  ["gas-natural-ipcc2006-manufacturing-co2", "56100"],
  ["gas-natural-ipcc2006-manufacturing-ch4", "1"],
  ["coal-anthracite-ipcc2006-manufacturing-ch4", "10"],
  ["biomass-wood-ipcc2006-manufacturing-n2o", "4"],
  ["oil-diesel-ipcc2006-manufacturing-ncv", "43"],
  ["coal-bituminous-cn-ndrc2015-ncv", "23.204"],
  ["upstream-natural-gas-defra2025", "0.03347"],
  ["upstream-bituminous-coal-defra2025", "0.05925"],
  ["heat-cn-ndrc2015", "0.11"],
  ["wastewater-bo-ipcc2006", "0.25"],
])("%s is %s", (id, value) => {
  expect(rowOf(id).value.toFixed()).toBe(value);
});

// One row of each table for chemicals, hides, freight, water and waste, against its source by hand.
test.each([
  ["material-quicklime-uslci", "1.46425", "kgCO2e", "kg"],
  ["upstream-bituminous-coal-uslci", "0.244972", "kgCO2e", "kg"],
  ["placeholder-dye", "8", "kgCO2e", "kg"],
  ["placeholder-pulp-nbsk", "400", "kgCO2e", "t"],
  ["farm-bovine-hide-en16887", "0", "kgCO2e", "kg"],
  ["freight-truck-defra2025", "0.10163", "kgCO2e", "t.km"],
  ["upstream-freight-truck-defra2025", "0.02359", "kgCO2e", "t.km"],
  ["water-supply-defra2025", "0.1913", "kgCO2e", "m3"],
  ["waste-landfill-defra2025", "520.5327", "kgCO2e", "t"],
  ["process-limestone-calcination-cfr98", "0.44", "kg", "kg"],
  ["waste-burnt-plastics-ipcc2006-co2-fossil", "2750", "kg", "t"],
  ["wastewater-mcf-aerobic-ipcc2019", "0.03", "fraction", "1"],
])("%s is %s %s per %s", (id, value, unit, perUnit) => {
  const row = rowOf(id);
  expect([row.value.toFixed(), row.unit, row.perUnit]).toEqual([value, unit, perUnit]);
});

test("how many rows of each table are taken without a word, and how they were read", () => {
  const kinds = plantTables.flatMap((name) =>
    rowsOf(name).map(({ use, confidence }) => `${name} ${use} ${confidence}`),
  );
  const counts = [...new Set(kinds)].map((kind) => [kind, kinds.filter((other) => other === kind).length]);
  expect(Object.fromEntries(counts)).toMatchInlineSnapshot(`
    {
      "farm.csv choice recalled": 2,
      "farm.csv choice seen": 1,
      "freight.csv default seen": 8,
      "materials.csv choice computed": 8,
      "materials.csv default computed": 11,
      "placeholders.csv placeholder recalled": 30,
      "process.csv choice computed": 2,
      "process.csv choice seen": 1,
      "process.csv default computed": 4,
      "process.csv default official": 1,
      "process.csv default seen": 6,
      "water-waste.csv choice seen": 9,
      "water-waste.csv default seen": 6,
    }
  `);
});

test("a placeholder is the middle of its range, world-wide, for footprints, and its papers name no source", () => {
  const rows = release.rows.filter((row) => row.use === "placeholder");
  expect(rows).toEqual(rowsOf("placeholders.csv"));
  for (const { id, value, uncertainty, confidence, tier, region, purposes, source, gwpSet } of rows) {
    if (uncertainty.kind !== "range") throw new Error(`${id} has no range.`);
    expect(value.minus(uncertainty.lower).equals(uncertainty.upper.minus(value)), id).toBe(true);
    expect(value.greaterThan(uncertainty.lower), id).toBe(true);
    expect([confidence, tier, region, purposes, gwpSet], id).toEqual(["recalled", "D", "world", ["pcf"], "unknown"]);
    expect(source, id).toMatchObject({ document: "Own engineering estimate, no source was read" });
    expect(source.url, id).toBeUndefined();
  }
});

test("every footprint from the U.S. LCI data says that it is a lower bound, how old it is and what was cut off", () => {
  for (const row of rowsOf("materials.csv")) {
    expect([row.region, row.gwpSet, row.confidence, row.purposes], row.id).toEqual(["US", "AR5", "computed", ["pcf"]]);
    expect(row.boundary, row.id).toContain("a lower bound");
    expect(row.note, row.id).toMatch(
      /data of .*\b(19|20)\d\d.*; inputs without supplier cut off \(\d+ of \d+\), a lower bound$/,
    );
    expect(row.note, row.id).toContain(`${row.dataYear}`);
    expect(row.validTo, row.id).toBe(`${(row.dataYear as number) + 4}-01-01`); // all of them describe a year
    if (/check|looks? /.test(row.note ?? "")) expect(row.use, row.id).toBe("choice");
  }
});

test("the farm rules are choices per kg of fresh hide, and the beef herd is 0.51 x 20 kg of live weight", () => {
  const rules = rowsOf("farm.csv");
  expect(rules.map(({ use }) => use)).toEqual(["choice", "choice", "choice"]);
  for (const { note } of rules) expect(note).toContain("per kg of fresh hide");
  const { value, uncertainty } = rowOf("farm-bovine-hide-beef-herd");
  const per = (kg: number): string => new Decimal("0.51").times(kg).toFixed();
  expect(value.toFixed()).toBe(per(20));
  expect(uncertaintyText(uncertainty)).toBe(`range ${per(15)} ${per(25)}`);
});

test("12 t of hides over 250 km by truck are 304.89 kg of exhaust and 70.77 kg of fuel supply", () => {
  const work = new Decimal(12).times(250);
  expect(rowOf("freight-truck-defra2025").value.times(work).toFixed()).toBe("304.89");
  expect(rowOf("upstream-freight-truck-defra2025").value.times(work).toFixed()).toBe("70.77");
});

test("carbonates give off what their molar masses say", () => {
  expect(rowOf("process-limestone-calcination-cfr98").value.toFixed()).toBe(new Decimal(44).dividedBy(100).toFixed());
  const soda = new Decimal(44).dividedBy("105.99").toDecimalPlaces(9);
  expect(rowOf("process-soda-ash-use-cfr98").value.toFixed()).toBe(soda.toFixed());
});

test("CO2 of burnt waste is dry matter x carbon x its share x 44/12, as the notes say", () => {
  const rows = rowsOf("process.csv").filter((row) => row.id.startsWith("waste-burnt-") && row.gas.startsWith("CO2"));
  expect(rows.length).toBe(5);
  for (const row of rows) {
    const read = /1000 x dry matter ([\d.]+) x carbon ([\d.]+) x (?:fossil|biogenic) share ([\d.]+) x 44\/12/;
    const [, dry = "", carbon = "", share = ""] = read.exec(row.note ?? "") ?? [];
    const exact = new Decimal(44000).dividedBy(12).times(dry).times(carbon).times(share);
    expect(row.value.toFixed(), row.id).toBe(exact.toDecimalPlaces(9).toFixed());
  }
});

test("waste that the next user answers for is a choice, because it counts little more than its transport", () => {
  const handedOn = rowsOf("water-waste.csv").filter(({ boundary }) => boundary.includes("transport to the plant only"));
  expect(handedOn.length).toBe(9);
  for (const row of handedOn) {
    expect(row.value.lessThan(9), row.id).toBe(true);
    expect(row.use, row.id).toBe("choice");
  }
});

test("the kinds of one grid stay apart: a footprint row is CO2e for pcf, a CO2 row is CO2 for enterprise", () => {
  for (const row of release.rows.filter((candidate) => /^grid-cn/.test(candidate.id))) {
    const footprint = row.id.includes("footprint");
    expect([row.gas, row.purposes]).toEqual(footprint ? ["CO2e", ["pcf"]] : ["CO2-fossil", ["enterprise"]]);
  }
});

test("CO2 of Chinese fuels is carbon content x oxidation x 44/12, as their notes say", () => {
  const rows = release.rows.filter(
    (row) => row.source.document.includes("(NDRC)") && row.gas === "CO2-fossil" && row.id !== "heat-cn-ndrc2015",
  );
  expect(rows).toHaveLength(22);
  for (const row of rows) {
    const [, carbon = "", oxidation = ""] = /^1000 x ([\d.]+) tC\/GJ x ([\d.]+) x 44\/12/.exec(row.note ?? "") ?? [];
    const exact = new Decimal(carbon).times(oxidation).times(44000).dividedBy(12);
    expect(row.value.toFixed(), row.id).toBe(exact.toDecimalPlaces(9).toFixed());
  }
});

test("methane of wastewater is Bo x MCF, exactly", () => {
  for (const correction of release.rows.filter((row) => row.gas === "fraction")) {
    const emission = rowOf(`${correction.id.replace("-mcf", "")}-ch4`);
    expect(emission.value.equals(correction.value.times(rowOf("wastewater-bo-ipcc2006").value)), emission.id).toBe(
      true,
    );
  }
});

test("nitrous oxide of wastewater is N2O-N x 44/28", () => {
  const exact = new Decimal("0.016").times(44).dividedBy(28);
  expect(rowOf("wastewater-aerobic-ipcc2019-n2o").value.toFixed()).toBe(exact.toDecimalPlaces(12).toFixed());
});

test("the upstream of gas and coal adds about 16 % and 17 % to their combustion", () => {
  const share = (upstream: string, fuel: string): number =>
    rowOf(upstream).value.dividedBy("0.0036").dividedBy(rowOf(fuel).value).times(1000).toNumber();
  expect(share("upstream-natural-gas-defra2025", "gas-natural-ipcc2006-manufacturing-co2")).toBeCloseTo(0.166, 2);
  expect(share("upstream-bituminous-coal-defra2025", "coal-bituminous-ipcc2006-manufacturing-co2")).toBeCloseTo(
    0.174,
    2,
  );
});

test("standard coal is the calorific value over 29.3076 MJ, where the tables hold both", () => {
  expect(new Decimal("3.6").dividedBy("29.3076").toNumber()).toBeCloseTo(
    rowOf("standard-coal-electricity-2020").value.toNumber(),
    3,
  );
  expect(new Decimal("20.934").dividedBy("29.3076").toNumber()).toBeCloseTo(
    rowOf("standard-coal-raw-coal-2008").value.toNumber(),
    4,
  );
});
