import type { Flow } from "./flow.ts";
import { colours, paper, textWidth, type Writing } from "./sheet.ts";

/** One column: what stands above it, and how wide it is; the last one takes what is left. */
export interface TableColumn {
  readonly head: string;
  readonly width?: number;
  readonly align?: Writing["align"];
}

export interface Table {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Without it every row stands somewhere. */
  readonly upTo?: {
    /** The last page that rows begin, but for the one the table begins on; of that, what stays free for what follows. */
    readonly page: number;
    readonly keptFree: number;
    /** What is said of the rows from this one on, where they have no room. */
    readonly rest: (first: number) => string;
  };
}

const gap = 8;
const headHeight = 34;
const restHeight = 16;

/** Draws rows under a title, on as many pages as they need, or up to one of them; nothing where there are none. */
export function drawTable(flow: Flow, { title, columns, rows, upTo }: Table): void {
  const { document, write, heightOf } = flow.sheet;
  const cells = placesOf(columns);
  const styleOf = ({ width, align = "left" }: Cell) => ({ width, align, size: 8, lines: 3 });
  const measured = rows.map((row) => {
    const height = Math.max(...cells.map((cell, i) => heightOf(row[i] ?? "", styleOf(cell)))) + 5;
    return { row, height };
  });
  const [first] = measured;
  if (first === undefined) return;
  drawHead(flow, title, cells, headHeight + first.height);
  const lastPage = upTo === undefined ? Number.POSITIVE_INFINITY : Math.max(upTo.page, flow.page());
  for (const [i, { row, height }] of measured.entries()) {
    if (upTo !== undefined && flow.page() >= lastPage && !flow.fits(height + restHeight + upTo.keptFree)) {
      const y = flow.begin(restHeight);
      const place = { x: paper.margin, y: y + 2, width: textWidth, size: 8, colour: colours.quiet, lines: 1 };
      flow.end(write(upTo.rest(i), place) + 2);
      return;
    }
    const y = flow.begin(height);
    for (const [column, cell] of cells.entries()) write(row[column] ?? "", { ...styleOf(cell), x: cell.x, y: y + 2 });
    document
      .moveTo(paper.margin, y + height)
      .lineTo(paper.margin + textWidth, y + height)
      .lineWidth(0.4)
      .stroke(colours.line);
    flow.end(y + height);
  }
}

interface Cell extends TableColumn {
  readonly x: number;
  readonly width: number;
}

function placesOf(columns: readonly TableColumn[]): readonly Cell[] {
  let x: number = paper.margin;
  return columns.map((column) => {
    const cell = { ...column, x, width: (column.width ?? paper.margin + textWidth - x + gap) - gap };
    x += cell.width + gap;
    return cell;
  });
}

/** Title and heads, never at the foot of a page without the first row. */
function drawHead(flow: Flow, title: string, cells: readonly Cell[], height: number): void {
  const { write } = flow.sheet;
  const y = flow.begin(height) + 7;
  const style = { size: 10, bold: true, colour: colours.celadon, lines: 1 };
  const below = write(title, { ...style, x: paper.margin, y, width: textWidth }) + 2;
  const ends = cells.map(({ head, x, width, align = "left" }) =>
    head === "" ? below : write(head, { x, y: below, width, align, size: 7, colour: colours.quiet, lines: 1 }),
  );
  flow.end(Math.max(...ends) + 1);
}
