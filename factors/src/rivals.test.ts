import { expect, test } from "vitest";
import { releaseFrom, shippedTables, tableOf } from "../test/release.ts";
import { rivalsOf } from "./rivals.ts";

const release = releaseFrom(...shippedTables());
const treatment = { activity: "wastewater/correction/anaerobic-reactor", place: "world", purpose: "pcf" } as const;

test("instead of one treatment of wastewater the model could have named any other, in the order of their ids", () => {
  const row = "wastewater-mcf-anaerobic-reactor-ipcc2006";
  const rivals = rivalsOf(release, { ...treatment, day: "2026-06-01", row });
  expect(rivals?.chosen).toBe(row);
  expect(rivals?.instead).toEqual(
    release.rows
      .filter(({ id, activity }) => activity.startsWith("wastewater/correction/") && id !== row)
      .map(({ id }) => id)
      .toSorted(),
  );
  expect(rivals?.instead).toContain("wastewater-mcf-aerobic-managed-ipcc2006");
});

test("of the grid's electricity the other years of the same place and purpose are rivals; a province is none", () => {
  const wanted = { activity: "electricity/grid", place: "CN", day: "2026-06-01", purpose: "pcf" } as const;
  expect(rivalsOf(release, wanted)).toEqual({
    chosen: "grid-cn-footprint-2024",
    instead: ["grid-cn-footprint-2023"],
  });
});

test("where no row holds, nothing was chosen; and what the tables leave no choice in has no rival", () => {
  const gas = { activity: "fuel/natural-gas", day: "2026-06-01", purpose: "pcf" } as const;
  expect(rivalsOf(release, { ...gas, place: "CN" })).toBeUndefined();
  expect(rivalsOf(release, { ...gas, place: "world" })?.instead).toEqual([]);
});

test("a disputed row of a fuel has the other rows of that fuel as rivals, never another fuel", () => {
  const wanted = { activity: "fuel/natural-gas", place: "CN", day: "2026-06-01", purpose: "enterprise" } as const;
  const rivals = rivalsOf(release, { ...wanted, row: "gas-natural-cn-provincial2025" });
  expect(rivals?.chosen).toBe("gas-natural-cn-provincial2025");
  expect(rivals?.instead.every((id) => id.startsWith("gas-natural-cn-"))).toBe(true);
});

test("a row of other gases, per another unit or for another purpose is another quantity", () => {
  const farm = { gas: "CO2e", unit: "kgCO2e", per_unit: "kg", region: "world", data_year: "none", use: "choice" };
  const hides = releaseFrom(
    tableOf(
      "farm.csv",
      { ...farm, id: "hide-en", activity: "farm/bovine-hide/en-16887", value: "0" },
      { ...farm, id: "hide-economic", activity: "farm/bovine-hide/economic", value: "2" },
      { ...farm, id: "hide-herd", activity: "farm/bovine-hide/beef-herd", value: "10" },
      { ...farm, id: "hide-piece", activity: "farm/bovine-hide/piece", per_unit: "m2" },
      { ...farm, id: "hide-report", activity: "farm/bovine-hide/report", purposes: "enterprise" },
      { ...farm, id: "goat", activity: "farm/goat-skin/economic" },
    ),
  );
  const wanted = { activity: "farm/bovine-hide/en-16887", place: "world", day: "2026-06-01", purpose: "pcf" } as const;
  expect(rivalsOf(hides, { ...wanted, row: "hide-en" })).toEqual({
    chosen: "hide-en",
    instead: ["hide-economic", "hide-herd"],
  });
});
