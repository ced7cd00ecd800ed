import type { Store } from "../store.ts";
import { pagesOf, partitionsOf } from "./pages.ts";
import { columnsOf, type Shape, shapeOf } from "./shape.ts";
import type { Stretch } from "./stretch.ts";
import { isSame, nothing, plus, type Sum, sumOf } from "./sum.ts";
import { linesOf, tsvOf } from "./tsv.ts";

/** How far a move is. */
export interface MoveProgress {
  readonly table: string;
  /** `copy`, then `verify`. */
  readonly step: "copy" | "verify";
  /** Rows that are done. */
  readonly rows: number;
  /** Rows that are stored: some may have been replaced by others, and are not copied. */
  readonly of: number;
}

/** A table that is the same on both sides: the rows that hold, and the sum of their hashes modulo 2^64. */
export interface MovedTable extends Sum {
  readonly table: string;
}

/** How a move is done; the rows of a page at most, fewer where they are long. */
export interface MoveWishes {
  readonly onProgress?: (progress: MoveProgress) => void;
  readonly pageRows?: number;
}

const pageBytes = 16 << 20;
/** Pages whose rows are compared by one statement. */
const pagesVerifiedAtOnce = 20;

/**
 * Copies tables from one store to another that has the same schema, page by page in the order of their keys, and compares them at the
 * end. Nothing else may write to either side meanwhile.
 *
 * May be run again, also after it was broken off: a page that is there is passed over; rows that replace each other by key are
 * written again, harmlessly; of others only those that are missing are written. Throws a sentence where the sides differ in the end.
 */
export async function moveStore(
  from: Store,
  to: Store,
  tables: readonly string[],
  { onProgress = () => undefined, pageRows = 50_000 }: MoveWishes = {},
): Promise<readonly MovedTable[]> {
  const shapes: Shape[] = [];
  for (const table of tables) {
    const shape = await shapeOf(from, table);
    await sameColumns(shape, to);
    shapes.push(shape);
  }
  const moved: MovedTable[] = [];
  for (const shape of shapes) {
    const { table, rows: of } = shape;
    const say = (step: "copy" | "verify") => (rows: bigint) => onProgress({ table, step, rows: Number(rows), of });
    const pages = await copy({ from, to, shape }, rowsInPage(shape, pageRows), say("copy"));
    moved.push({ table, ...(await verify({ from, to, shape }, pages, say("verify"))) });
  }
  return moved;
}

interface Sides {
  readonly from: Store;
  readonly to: Store;
  readonly shape: Shape;
}

async function sameColumns({ table, columns }: Shape, to: Store): Promise<void> {
  if (JSON.stringify(columns) === JSON.stringify(await columnsOf(to, table))) return;
  throw new Error(`Table "${table}" has other columns on the other side: run celadon migrate there with this version.`);
}

const rowsInPage = ({ rows, bytes }: Shape, most: number): number =>
  rows === 0 ? most : Math.max(1, Math.min(most, Math.floor((pageBytes * rows) / Math.max(bytes, 1))));

/** Copies every page that is not there yet, and returns all. */
async function copy(sides: Sides, limit: number, say: (rows: bigint) => void): Promise<readonly Stretch[]> {
  const { from, to, shape } = sides;
  const pages: Stretch[] = [];
  let rows = 0n;
  for await (const page of pagesOf(from, shape, limit)) {
    const [here, there] = await Promise.all([sumOf(from, shape, page), sumOf(to, shape, page)]);
    if (!isSame(here, there)) {
      const names = shape.columns.map(({ name }) => name);
      await to.insert(shape.table, names, await missingRows(sides, page));
    }
    pages.push(page);
    rows += here.rows;
    say(rows);
  }
  return pages;
}

/** All rows of a page; where each row stands by itself, those that the other side has not. */
async function missingRows({ from, to, shape }: Sides, page: Stretch): Promise<Buffer> {
  const tsv = await tsvOf(from, shape, page);
  if (shape.isReplacing) return tsv;
  const there = new Map<string, string[]>();
  for (const line of linesOf(await tsvOf(to, shape, page))) {
    const same = there.get(line);
    if (same === undefined) there.set(line, [line]);
    else same.push(line);
  }
  const missing = linesOf(tsv).filter((line) => there.get(line)?.pop() === undefined);
  return Buffer.from(missing.join(""), "latin1");
}

/** Compares both sides, some pages at a time; a partition that only the other side has is compared too. */
async function verify(
  { from, to, shape }: Sides,
  pages: readonly Stretch[],
  say: (rows: bigint) => void,
): Promise<Sum> {
  const known = new Set(pages.map(({ partition }) => partition));
  const strange = (await partitionsOf(to, shape)).filter((partition) => !known.has(partition));
  let sum = nothing;
  for (const stretch of [...joined(pages), ...strange.map((partition) => ({ partition }))]) {
    const [here, there] = await Promise.all([sumOf(from, shape, stretch), sumOf(to, shape, stretch)]);
    if (!isSame(here, there)) throw new Error(differs(shape, here, there));
    sum = plus(sum, here);
    say(sum.rows);
  }
  return sum;
}

/** Neighbours of one partition as one stretch. */
function joined(pages: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = [];
  let count = 0;
  for (const page of pages) {
    const previous = all.at(-1);
    const goesOn = previous !== undefined && previous.partition === page.partition && count < pagesVerifiedAtOnce;
    if (goesOn) all[all.length - 1] = { ...page, after: previous.after };
    else all.push(page);
    count = goesOn ? count + 1 : 1;
  }
  return all;
}

const differs = ({ table }: Shape, here: Sum, there: Sum): string =>
  `Table "${table}" differs after the move: ${here.rows} rows stand here and ${there.rows} there (checksums ${here.checksum} and ${there.checksum}). ` +
  "See that nothing else writes to either side, then run it again.";
