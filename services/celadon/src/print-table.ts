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

/**
 * Prints rows as they come, under a header (none where no column has a head), and answers how many there were. Nothing is printed
 * when there are none. `below`: a line of its own under a row.
 */
export async function printTable<Row>(
  shell: Shell,
  columns: readonly Column<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
  below: (row: Row) => string | undefined = () => undefined,
): Promise<number> {
  let count = 0;
  let ahead: Line[] = [];
  let widths: readonly number[] | undefined;
  let piece = "";
  const begin = () => {
    const heads = columns.map(({ head }) => head);
    const lines = heads.every((head) => head === "") ? ahead : [{ cells: heads, below: undefined }, ...ahead];
    widths = columns.map((_, at) => Math.max(...lines.map(({ cells }) => displayWidth(cells[at] as string))));
    piece = lines.map((line) => lineText(line, columns, widths ?? [])).join("");
    ahead = [];
  };
  for await (const row of rows) {
    count++;
    const line = { cells: columns.map(({ of }) => oneLine(of(row))), below: below(row) };
    if (widths === undefined) {
      ahead.push(line);
      if (ahead.length === rowsAhead) begin();
    } else piece += lineText(line, columns, widths);
    if (piece.length > pieceLength) {
      await shell.print(piece);
      piece = "";
    }
  }
  if (widths === undefined && count > 0) begin();
  if (piece !== "") await shell.print(piece);
  return count;
}

interface Line {
  readonly cells: readonly string[];
  readonly below: string | undefined;
}

const oneLine = (text: string): string => text.replace(/[\r\n\t]+/g, " ");

function lineText<Row>({ cells, below }: Line, columns: readonly Column<Row>[], widths: readonly number[]): string {
  const padded = cells.map((cell, at) => {
    const blanks = " ".repeat(Math.max((widths[at] as number) - displayWidth(cell), 0));
    return columns[at]?.isFigure === true ? blanks + cell : cell + blanks;
  });
  return `${padded.join("  ").trimEnd()}\n${below === undefined ? "" : `  ${oneLine(below)}\n`}`;
}
