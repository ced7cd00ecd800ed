import { expect, test } from "vitest";
import { releaseFrom, shippedTables, tableOf } from "../test/release.ts";
import { markText } from "./mark.ts";
import { select } from "./select.ts";
import type { Selected, Wanted } from "./selection.ts";

const release = releaseFrom(...shippedTables());
const grid = (place: string, day: string, purpose: Wanted["purpose"]): Selected =>
  select(release, { activity: "electricity/grid", place, day, purpose });

/** The one value of an answer with its marks, or the reason of the refusal. */
const said = (answer: Selected): readonly string[] =>
  answer.kind === "accept"
    ? [
        answer.value.rows.map((row) => `${row.value} ${row.unit}/${row.perUnit}`).join(" "),
        ...answer.value.marks.map(markText),
      ]
    : [answer.reason];
const whyNot = (answer: Selected): readonly string[] =>
  answer.kind === "reject" ? answer.candidates.map(({ id, why }) => `${id}: ${why.map(markText).join("; ")}`) : [];

test("China's grid for a footprint is the national life-cycle factor of the year", () => {
  expect(said(grid("CN", "2023-06-30", "pcf"))).toEqual(["0.6205 kgCO2e/kWh"]);
  expect(said(grid("CN", "2024-01-01", "pcf"))).toEqual(["0.5777 kgCO2e/kWh"]);
  expect(said(grid("CN", "2024-12-31", "pcf"))).toEqual(["0.5777 kgCO2e/kWh"]);
});

test("China's grid for an enterprise report is the CO2 of generation, national or provincial as asked", () => {
  expect(said(grid("CN", "2023-06-30", "enterprise"))).toEqual(["0.5306 kg/kWh"]);
  expect(said(grid("CN", "2022-06-30", "enterprise"))).toEqual(["0.5366 kg/kWh"]);
  expect(said(grid("CN", "2021-06-30", "enterprise"))).toEqual(["0.5568 kg/kWh"]);
  expect(said(grid("CN-GD", "2023-06-30", "enterprise"))).toEqual(["0.4419 kg/kWh"]);
  expect(said(grid("CN-grid-south", "2023-06-30", "enterprise"))).toEqual(["0.4042 kg/kWh"]);
});

test("the latest published year carries forward, with its age, up to its best-before day", () => {
  expect(said(grid("CN", "2025-07-01", "pcf"))).toEqual(["0.5777 kgCO2e/kWh", "age 1 year: data of 2024"]);
  expect(said(grid("CN", "2027-12-31", "pcf"))).toEqual(["0.5777 kgCO2e/kWh", "age 3 years: data of 2024"]);
  expect(said(grid("CN", "2028-01-01", "pcf"))).toEqual(["factor-missing"]);
  expect(whyNot(grid("CN", "2028-01-01", "pcf"))[0]).toBe(
    "grid-cn-footprint-2024: past its best-before date 2028-01-01",
  );
});

test("an earlier year than the first published one is missing, and the later years say so", () => {
  expect(whyNot(grid("CN", "2022-12-31", "pcf")).slice(0, 2)).toEqual([
    "grid-cn-footprint-2023: later year: data of 2023 for 2022",
    "grid-cn-footprint-2024: later year: data of 2024 for 2022",
  ]);
});

test("only the latest year carries forward: a gap between two published years is missing", () => {
  const tables = tableOf("t.csv", { id: "a-2021", data_year: "2021", valid_from: "2021-01-01" }, { id: "a-2024" });
  const answer = select(releaseFrom(tables), {
    activity: "electricity/grid",
    place: "CN",
    day: "2022-05-01",
    purpose: "pcf",
  });
  expect(whyNot(answer)).toEqual([
    "a-2021: older year: data of 2021 for 2022, though 2024 is published",
    "a-2024: later year: data of 2024 for 2022",
  ]);
});

test("a province has no footprint factor, and its CO2 row is never taken for one", () => {
  const answer = grid("CN-GD", "2024-06-30", "pcf");
  expect(said(answer)).toEqual(["factor-missing"]);
  expect(whyNot(answer)[0]).toBe("grid-cn-footprint-2024: other place: CN for CN-GD");
  expect(whyNot(answer)).toContain("grid-cn-gd-co2-2023: other purpose: made for enterprise, used for pcf");
});

test("a refusal names at most three rows, and ends with the line to write", () => {
  const answer = grid("CN-GD", "2026-01-01", "pcf");
  expect(answer.kind === "reject" && answer.problem).toMatch(
    /^No factor for "electricity\/grid" at CN-GD on 2026-01-01 for pcf\. Nearest: grid-cn-footprint-2024 \(other place: CN for CN-GD\); grid-.*; grid-.*; and \d+ more\.$/,
  );
  expect(answer.kind === "reject" && answer.fix).toBe(
    "Beside the factor write `place: CN`, or `row: grid-cn-footprint-2024`, which the footprint then says.",
  );
  const korea = grid("KR", "2018-01-01", "pcf");
  expect(korea.kind === "reject" && korea.evidence).toContain(
    "Beside the factor write `row: grid-kr-ember-2023` or `row: grid-kr-ember-2024`, which",
  );
  expect(grid("CN", "2026-01-01", "pcf").kind).toBe("accept");
});

test("no province's row is selected for a footprint, in any year", () => {
  const places = new Set(release.rows.map((row) => row.region).filter((region) => region.startsWith("CN-")));
  expect(places.size).toBe(38); // 30 provinces and 7 grids; Tibet has a factor for water
  for (const place of places) {
    for (const year of [2021, 2022, 2023, 2024, 2025]) expect(grid(place, `${year}-06-30`, "pcf").kind).toBe("reject");
  }
});

test("Tibet has no published factor", () => {
  expect(said(grid("CN-XZ", "2023-06-30", "enterprise"))).toEqual(["factor-missing"]);
});

test("Korea's readings of 2018 find no factor, and the candidates are Korea's later years", () => {
  expect(whyNot(grid("KR", "2018-01-01", "pcf"))).toEqual([
    "grid-kr-ember-2023: later year: data of 2023 for 2018",
    "grid-kr-ember-2024: later year: data of 2024 for 2018",
    "grid-kr-carbonfootprint-2021: other purpose: made for enterprise, used for pcf; later year: data of 2021 for 2018",
  ]);
});

test("Melbourne's readings of 2014 to 2019 find no factor, and the candidates are Victoria and Australia", () => {
  for (const year of [2014, 2019]) {
    const ids = whyNot(grid("AU-VIC", `${year}-07-01`, "enterprise")).map((text) => text.split(":")[0]);
    expect(ids).toEqual(["grid-au-vic-nga2022", "grid-au-nga2022", "grid-au-ember-2023", "grid-au-ember-2024"]);
  }
});

test("the gases of a fuel are selected together, from one source, with its calorific value", () => {
  const answer = select(release, { activity: "fuel/natural-gas", place: "world", day: "2026-01-01", purpose: "pcf" });
  expect(answer.kind === "accept" && answer.value).toMatchObject({
    id: "gas-natural-ipcc2006-manufacturing",
    rows: [
      { gas: "CO2-fossil", unit: "kg", perUnit: "TJ" },
      { gas: "CH4-fossil", unit: "kg", perUnit: "TJ" },
      { gas: "N2O", unit: "kg", perUnit: "TJ" },
    ],
    ncv: { unit: "GJ", perUnit: "t" },
    named: false,
    marks: [],
  });
  expect(said(answer)).toEqual(["56100 kg/TJ 1 kg/TJ 0.1 kg/TJ"]);
});

test("the world is a place of its own: its row does not stand in for a country's", () => {
  const wanted = { activity: "fuel/natural-gas", place: "CN", day: "2026-01-01", purpose: "pcf" } as const;
  expect(whyNot(select(release, wanted))[0]).toBe("gas-natural-ipcc2006-manufacturing: other place: world for CN");
});

test("the upstream of a fuel in China is a named gap", () => {
  const wanted = { activity: "upstream/natural-gas", place: "CN", day: "2026-01-01", purpose: "pcf" } as const;
  expect(whyNot(select(release, wanted))).toEqual(["upstream-natural-gas-defra2025: other place: GB for CN"]);
});

test("the treatment type of wastewater is never chosen for the plant", () => {
  const wanted = { activity: "wastewater/aerobic", place: "world", day: "2026-01-01", purpose: "pcf" } as const;
  expect(whyNot(select(release, wanted))).toEqual([
    "wastewater-aerobic-ipcc2019-ch4: recalled: from memory, not read in the source",
    "wastewater-aerobic-managed-ipcc2006-ch4: a choice that the plant model has to make",
    "wastewater-aerobic-overloaded-ipcc2006-ch4: a choice that the plant model has to make",
  ]);
});

test("no recalled row and no choice is ever selected", () => {
  const days = ["2015-06-30", "2019-06-30", "2022-06-30", "2023-06-30", "2026-06-30"];
  for (const { activity, region, purposes } of release.rows.filter((row) => row.use === "choice")) {
    for (const day of days) {
      const answer = select(release, { activity, place: region, day, purpose: purposes[0] as Wanted["purpose"] });
      const taken = answer.kind === "accept" ? answer.value.rows : [];
      expect(taken.filter((row) => row.use === "choice" || row.confidence === "recalled")).toEqual([]);
    }
  }
});

test("two sources that fit are a refusal that names both", () => {
  const two = releaseFrom(tableOf("t.csv", { id: "one" }, { id: "two", value: "0.7" }));
  const answer = select(two, { activity: "electricity/grid", place: "CN", day: "2024-01-01", purpose: "pcf" });
  expect(answer.kind === "reject" && [answer.reason, answer.evidence]).toEqual([
    "factor-ambiguous",
    '2 sources fit "electricity/grid" at CN on 2024-01-01 for pcf: one, two. Beside the factor write `row: one` or `row: two`, which the footprint then says.',
  ]);
});

test("a factor of 0 is a factor", () => {
  const zero = releaseFrom(tableOf("t.csv", { value: "0" }));
  expect(said(select(zero, { activity: "electricity/grid", place: "CN", day: "2024-01-01", purpose: "pcf" }))).toEqual([
    "0 kgCO2e/kWh",
  ]);
});

test("an unknown activity names what is near, and a day that is none is refused", () => {
  const near = select(release, { activity: "electricity/gird", place: "CN", day: "2024-01-01", purpose: "pcf" });
  expect(near.kind === "reject" && near.evidence).toBe(
    'No table has a row for activity "electricity/gird". Did you mean "electricity/grid"? Name one that exists, or add a table.',
  );
  expect(said(grid("CN", "2024-02-30", "pcf"))).toEqual(["wanted-invalid"]);
});
