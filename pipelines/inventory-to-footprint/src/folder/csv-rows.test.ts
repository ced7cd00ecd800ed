import fc from "fast-check";
import { expect, test } from "vitest";
import { csvCell } from "../linear/csv-cell.ts";
import { csvRows } from "./csv-rows.ts";

test("quoted cells may hold commas, quotation marks and line ends; rows are told by the line they begin in", () => {
  const text = '\uFEFFid,name\r\n\r\n"a, b","say ""hi"""\nc,"two\nlines"\nd,5"\ne,\n';
  expect(csvRows(text)).toEqual([
    { cells: ["id", "name"], line: 1 },
    { cells: ["a, b", 'say "hi"'], line: 3 },
    { cells: ["c", "two\nlines"], line: 4 },
    { cells: ["d", '5"'], line: 6 },
    { cells: ["e", ""], line: 7 },
  ]);
  expect(csvRows("")).toEqual([]);
  expect(csvRows("a,b")).toEqual([{ cells: ["a", "b"], line: 1 }]);
  expect(csvRows('"never ends\n')).toEqual([{ cells: ["never ends\n"], line: 1, isOpen: true }]);
});

test("any cells are read as they were written", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "é", ",", '"', "\n", "0") });
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
  fc.assert(
    fc.property(rows, (all) => {
      const text = all.map((cells) => `${cells.map(csvCell).join(",")}\n`).join("");
      expect(csvRows(text).map(({ cells }) => cells)).toEqual(all);
    }),
  );
});
