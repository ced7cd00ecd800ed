import { accept, type Outcome, reject } from "@celadon/quantity";
import { csvCell } from "../csv-cell.ts";
import { listLines } from "./list-file.ts";

/**
 * `uncertainty.csv` once the rows of B have moved: those of `B` with their new row, those of `C` left out and counted, because the factors
 * they are of are no more. No text where there was none. Of a file without the columns it needs nothing is changed: whoever draws from it
 * refuses it by name. Refused: a row of an entry that B does not have, which might hit another one after the move.
 */
export function movedUncertainty(
  text: string | undefined,
  rowOf: (flow: number, process: number) => number | undefined,
): Outcome<{ readonly text: string | undefined; readonly leftOut: number }, "bad-file"> {
  const { columns, rows } = listLines(text ?? "");
  const isWhole = ["matrix", "row", "col"].every((column) => columns.includes(column));
  if (!isWhole) return accept({ text, leftOut: 0 });
  const kept = rows.filter(({ word }) => word("matrix") !== "C");
  const lines = [columns.join(",")];
  for (const { line, cell, word } of kept) {
    const [row, col] = [word("row"), word("col")];
    const isPlace = [row, col].every((one) => /^\d+$/.test(one)); // an empty cell is no 0
    const moved = word("matrix") !== "B" ? row : isPlace ? rowOf(Number(row), Number(col)) : undefined;
    if (moved === undefined) {
      const rule = `B.mtx has no entry in row ${row === "" ? "(none)" : row}, column ${col === "" ? "(none)" : col}, counted from 0`;
      return reject("bad-file", `uncertainty.csv, line ${line}: ${rule}. Correct the line, or take it out.`);
    }
    lines.push(columns.map((column) => csvCell(column === "row" ? `${moved}` : cell(column))).join(","));
  }
  return accept({ text: lines.map((one) => `${one}\n`).join(""), leftOut: rows.length - kept.length });
}
