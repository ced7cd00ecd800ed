import { expect, test } from "vitest";
import { releaseFrom, shippedTables } from "../test/release.ts";
import { search } from "./search.ts";

const release = releaseFrom(...shippedTables());
const ids = (text: string): readonly string[] => search(release, text).rows.map((row) => row.id);

test("every word has to be there, in the names, the place or the papers, in any case", () => {
  expect(ids("GRID cn-gd 2023")).toEqual(["grid-cn-gd-co2-2023"]);
  expect(ids("Climate Transparency")).toEqual(["grid-kr-carbonfootprint-2021"]);
  expect(ids("电力碳足迹 grid-cn")).toEqual(["grid-cn-footprint-2023", "grid-cn-footprint-2024"]);
  expect(ids("广东 2022")).toEqual(["grid-cn-gd-co2-2022"]);
});

test("a place in capital letters is the whole place: DE is not in traded, CN not CN-GD", () => {
  expect(search(release, "electricity/grid DE")).toEqual({ rows: [], nearMisses: ["AU", "CN", "KR"] });
  const china = search(release, "electricity CN").rows;
  expect(new Set(china.map(({ region }) => region))).toEqual(new Set(["CN"]));
  expect(ids("electricity CN")).toContain("grid-cn-footprint-2024");
  expect(ids("electricity traded").length).toBeGreaterThan(0);
});

test("rows that hold the words in their names come first", () => {
  expect(ids("ember")[0]).toMatch(/^grid-(au|kr)-ember/);
});

test("nothing found names what is near, and no words find everything", () => {
  expect(search(release, "electrcity")).toEqual({ rows: [], nearMisses: ["electricity"] });
  expect(search(release, "zzzzzzzz")).toEqual({ rows: [], nearMisses: [] });
  expect(ids("")).toHaveLength(release.rows.length);
});
