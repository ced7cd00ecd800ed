import { expect, test } from "vitest";
import { releaseFrom, tableOf } from "../test/release.ts";
import { hashOfRows } from "./content.ts";

const { rows } = releaseFrom(tableOf("t.csv", { id: "a" }, { id: "b", region: "KR" }, { id: "c", region: "world" }));
const [a, b, c] = rows as [(typeof rows)[0], (typeof rows)[0], (typeof rows)[0]];

test("rows used twice or in another order have one hash, other rows another", () => {
  expect(hashOfRows([c, a, b, a])).toBe(hashOfRows([a, b, c]));
  expect(hashOfRows([a, b])).not.toBe(hashOfRows([a, b, c]));
  expect(hashOfRows([a])).not.toBe(hashOfRows([b]));
});

test("a row that says nothing of a year, a note or a GWP set is another than one that does", () => {
  const { note: _note, ...bare } = { ...a, note: "seen" };
  expect(hashOfRows([bare])).not.toBe(hashOfRows([{ ...a, note: "seen" }]));
});
