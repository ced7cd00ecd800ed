import fc from "fast-check";
import { expect, test } from "vitest";
import { readCsv } from "./csv.ts";

const cellsOf = (text: string): readonly (readonly string[])[] =>
  readCsv("t.csv", text).lines.map(({ cells }) => cells);

test("quotes, commas and doubled quotes are read, and an empty cell is an empty text", () => {
  expect(cellsOf('a,"b, ""c""",\n,"",x\n')).toEqual([
    ["a", 'b, "c"', ""],
    ["", "", "x"],
  ]);
});

test("a byte-order mark and CRLF change nothing", () => {
  expect(cellsOf("\uFEFFa,b\r\nc,d\r\n")).toEqual(cellsOf("a,b\nc,d\n"));
});

test.each([
  ['a,b"c', "A double quote is out of place."],
  ['a,"b"c', "A double quote is out of place."],
  ['a,"b', "A double quote is out of place."],
  ["a,b\n\nc,d", "A line is blank."],
])("%j is refused: %s", (text, rule) => {
  expect(readCsv("t.csv", text).faults.map((fault) => fault.rule)).toEqual([rule]);
});

test("a faulty line is named by its number, and the others are still read", () => {
  const { lines, faults } = readCsv("t.csv", 'a\n"b\nc');
  expect(faults.map(({ file, line }) => [file, line])).toEqual([["t.csv", 2]]);
  expect(lines.map(({ line }) => line)).toEqual([1, 3]);
});

test("cells written with every quote doubled are read back as they were", () => {
  const cell = fc.string().filter((text) => !/[\r\n\uFEFF]/.test(text));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
      const text = cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(",");
      expect(cellsOf(text)).toEqual([cells]);
    }),
  );
});

test("any text gives lines and faults, never a throw", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "a", " ") }),
      (text) => void readCsv("t.csv", text),
    ),
  );
});
