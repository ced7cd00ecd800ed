import { expect, test } from "vitest";
import { releaseFrom, shippedTables, tableOf } from "../test/release.ts";
import { markText } from "./mark.ts";
import { select } from "./select.ts";
import { selectNamed } from "./select-named.ts";
import type { Wanted } from "./selection.ts";

const release = releaseFrom(...shippedTables());
const steel: Wanted = { activity: "electricity/grid", place: "KR", day: "2018-01-01", purpose: "pcf" };
const marksOf = (id: string, wanted: Wanted): readonly string[] => {
  const answer = selectNamed(release, id, wanted);
  return answer.kind === "accept" ? answer.value.marks.map(markText) : [answer.evidence];
};

test("Korea's row of 2021 is 0.4113 kgCO2e per kWh, and a footprint of 2018 says what is odd about it", () => {
  const answer = selectNamed(release, "grid-kr-carbonfootprint-2021", steel);
  expect(answer.kind === "accept" && answer.value.rows.map((row) => row.value.toString())).toEqual(["0.4113"]);
  expect(answer.kind === "accept" && answer.value.named).toBe(true);
  expect(marksOf("grid-kr-carbonfootprint-2021", steel)).toEqual([
    "other purpose: made for enterprise, used for pcf",
    "later year: data of 2021 for 2018",
  ]);
  expect(marksOf("grid-kr-carbonfootprint-2021", { ...steel, purpose: "enterprise" })).toEqual([
    "later year: data of 2021 for 2018",
  ]);
});

test("every deviation is marked at once", () => {
  expect(marksOf("grid-cn-footprint-2023", { ...steel, day: "2027-01-01", purpose: "enterprise" })).toEqual([
    "other place: CN for KR",
    "other purpose: made for pcf, used for enterprise",
    "past its best-before date 2027-01-01",
    "older year: data of 2023 for 2027, though 2024 is published",
  ]);
  expect(marksOf("heat-cn-ndrc2015", { ...steel, day: "2020-01-01", place: "CN", purpose: "enterprise" })).toEqual([
    'other activity: "heat/purchased" for "electricity/grid"',
  ]);
});

test("a recalled row can be named, and is marked as recalled", () => {
  const wanted = {
    activity: "wastewater/aerobic-nitrogen",
    place: "world",
    day: "2026-01-01",
    purpose: "pcf",
  } as const;
  expect(marksOf("wastewater-aerobic-ipcc2019-n2o", wanted)).toEqual(["recalled: from memory, not read in the source"]);
});

test("a placeholder is never selected, can be named, and says that no source was read", () => {
  const row = { id: "dye", activity: "material/dye", use: "placeholder", confidence: "recalled", tier: "D" };
  const rough = releaseFrom(tableOf("t.csv", { ...row, uncertainty: "range 0.2 0.8" }));
  const wanted = { activity: "material/dye", place: "CN", day: "2024-06-01", purpose: "pcf" } as const;
  const words = "placeholder: middle of a range from memory, no source was read";
  const named = selectNamed(rough, "dye", wanted);
  expect(named.kind === "accept" && named.value.marks.map(markText)).toEqual([words]);
  const selected = select(rough, wanted);
  expect(selected).toMatchObject({ kind: "reject", reason: "factor-missing" });
  expect(selected.kind === "reject" && selected.evidence).toContain(`dye (${words})`);
});

test("a family id takes all its gases; one row of it is marked as partial", () => {
  const wanted = { activity: "fuel/bituminous-coal", place: "world", day: "2026-01-01", purpose: "pcf" } as const;
  expect(marksOf("coal-bituminous-ipcc2006-manufacturing", wanted)).toEqual([]);
  const one = selectNamed(release, "coal-bituminous-ipcc2006-manufacturing-co2", wanted);
  expect(one.kind === "accept" && one.value.rows.map((row) => row.id)).toEqual([
    "coal-bituminous-ipcc2006-manufacturing-co2",
  ]);
  expect(one.kind === "accept" && one.value.ncv?.value.toString()).toBe("25.8");
  expect(marksOf("coal-bituminous-ipcc2006-manufacturing-co2", wanted)).toEqual([
    "partial: leaves out CH4-fossil, N2O",
  ]);
});

test("a name that is none is refused with near misses, a calorific value with the name of its family", () => {
  expect(marksOf("grid-kr-ember-2033", steel)[0]).toContain('Did you mean "grid-kr-ember-2023"');
  expect(marksOf("gas-natural-cn-ndrc2015-ncv", steel)).toEqual([
    '"gas-natural-cn-ndrc2015-ncv" is a calorific value, no emission. Name its family: `row: gas-natural-cn-ndrc2015`.',
  ]);
});
