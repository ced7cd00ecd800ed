import { readFileSync } from "node:fs";
import { Decimal } from "@celadon/quantity";
import { expect, test } from "vitest";
import { releaseFrom, shippedTables } from "../test/release.ts";
import type { Factor } from "./factor.ts";
import { tableFaults } from "./release.ts";

const tables = shippedTables();
const release = releaseFrom(...tables);
const rowOf = (id: string): Factor => {
  const row = release.rows.find((candidate) => candidate.id === id);
  if (row === undefined) throw new Error(`No row "${id}".`);
  return row;
};

test("every shipped row passes the schema", () => {
  expect(tableFaults(tables)).toEqual([]);
  expect(release.rows.length).toBeGreaterThan(450);
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
