import { expect, test } from "vitest";
import { releaseFrom, shippedTables } from "../test/release.ts";
import { markText } from "./mark.ts";
import { selectDuring } from "./select-during.ts";

const release = releaseFrom(...shippedTables());
const grid = { activity: "electricity/grid", place: "CN", purpose: "pcf" } as const;

test("a period that crosses the turn of a year is cut there, once", () => {
  const pieces = selectDuring(release, { ...grid, fromDay: "2023-07-01", toDay: "2025-07-01" });
  expect(
    pieces.map(({ fromDay, toDay, selected }) => [
      fromDay,
      toDay,
      selected.kind === "accept" ? selected.value.id : selected.reason,
    ]),
  ).toEqual([
    ["2023-07-01", "2024-01-01", "grid-cn-footprint-2023"],
    ["2024-01-01", "2025-01-01", "grid-cn-footprint-2024"],
    ["2025-01-01", "2025-07-01", "grid-cn-footprint-2024"],
  ]);
  const [, , last] = pieces;
  expect(last?.selected.kind === "accept" && last.selected.value.marks.map(markText)).toEqual([
    "age 1 year: data of 2024",
  ]);
});

test("a row that the plant model names is one piece a year, because its mark names the year", () => {
  const pieces = selectDuring(release, {
    ...grid,
    place: "AU-VIC",
    row: "grid-au-vic-nga2022",
    fromDay: "2014-07-01",
    toDay: "2016-01-01",
  });
  expect(pieces.map(({ fromDay, toDay }) => [fromDay, toDay])).toEqual([
    ["2014-07-01", "2015-01-01"],
    ["2015-01-01", "2016-01-01"],
  ]);
});

test("an answer that does not change is one piece, however long", () => {
  const fuel = { activity: "fuel/diesel", place: "world", purpose: "pcf" } as const;
  expect(selectDuring(release, { ...fuel, fromDay: "2018-01-01", toDay: "2026-01-01" })).toHaveLength(1);
});

test("an empty stretch has no pieces", () => {
  expect(selectDuring(release, { ...grid, fromDay: "2024-01-01", toDay: "2024-01-01" })).toEqual([]);
});
