import { displayWidth } from "./display-width.ts";
import type { Shell } from "./shell.ts";

/** One column of a table for people. */
export interface Column<Row> {
  readonly head: string;
  readonly of: (row: Row) => string;
  /** Figures stand on the right. */
  readonly isFigure?: boolean;
}

/** Rows that are looked at before the first one is printed: wide enough for nearly all later ones. */
const rowsAhead = 200;
const pieceLength = 65_536;

/** Prints rows as they come, under a header (none where no column has a head), and answers how many there were. Nothing is printed when there are none. */
export async function printTable<Row>(
  shell: Shell,
  columns: readonly Column<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): Promise<number> {
  let count = 0;
  let ahead: (readonly string[])[] = [];
  let widths: readonly number[] | undefined;
  let piece = "";
  const begin = () => {
    const heads = columns.map(({ head }) => head);
    const lines = heads.every((head) => head === "") ? ahead : [heads, ...ahead];
    widths = columns.map((_, at) => Math.max(...lines.map((line) => displayWidth(line[at] as string))));
    piece = lines.map((line) => lineText(line, columns, widths ?? [])).join("");
    ahead = [];
  };
  for await (const row of rows) {
    count++;
    const cells = columns.map(({ of }) => of(row).replace(/[\r\n\t]+/g, " "));
    if (widths === undefined) {
      ahead.push(cells);
      if (ahead.length === rowsAhead) begin();
    } else piece += lineText(cells, columns, widths);
    if (piece.length > pieceLength) {
      await shell.print(piece);
      piece = "";
    }
  }
  if (widths === undefined && count > 0) begin();
  if (piece !== "") await shell.print(piece);
  return count;
}

function lineText<Row>(cells: readonly string[], columns: readonly Column<Row>[], widths: readonly number[]): string {
  const padded = cells.map((cell, at) => {
    const blanks = " ".repeat(Math.max((widths[at] as number) - displayWidth(cell), 0));
    return columns[at]?.isFigure === true ? blanks + cell : cell + blanks;
  });
  return `${padded.join("  ").trimEnd()}\n`;
}
