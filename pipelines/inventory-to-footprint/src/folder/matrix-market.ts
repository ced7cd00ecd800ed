import { compressed } from "../linear/compressed.ts";
import { type LcaAnswer, type LcaRefusal, refuseLca } from "../linear/lca-refusal.ts";
import { byIndex, type Named, type Sparse } from "../linear/linear-system.ts";
import { isBlank, lineEnds, nextWord, shown } from "./words.ts";

/**
 * Reads a matrix in the format Matrix Market `coordinate real|integer general` (NIST; indices from 1), from pieces of text that end
 * where lines do. Rows and columns are given in the order of their lists. Entries of one place are summed in order of value, so that the
 * order of lines changes no bit.
 *
 * Refused, with the line: another kind of matrix, an index outside the stated size, a value that is no finite number, fewer or more
 * entries than stated, and lists of another length.
 */
export function readMatrixMarket(file: string, pieces: Iterable<string>, { rows, columns }: Sides): LcaAnswer<Sparse> {
  const bad = (line: number, what: string): LcaRefusal => refuseLca("bad-file", `${file}, line ${line}: ${what}`);
  let line = 0;
  let entries: Entering | undefined;
  for (const text of pieces) {
    for (let from = 0; from < text.length; ) {
      const end = lineEnds(text, from);
      line += 1;
      if (line === 1) {
        const problem = faultOfHeader(shown(text, from, end));
        if (problem !== undefined) return bad(line, problem);
      } else if (text[from] !== "%" && !isBlank(text, from, end)) {
        if (entries === undefined) {
          entries = enteringOf(shown(text, from, end).trim());
          if (entries === undefined)
            return bad(
              line,
              `"${shown(text, from, end)}" is no line of sizes; write rows, columns and entries as three whole numbers.`,
            );
        } else {
          const problem = enter(entries, text, from, end);
          if (problem !== undefined) return bad(line, problem);
        }
      }
      from = end + 1;
    }
  }
  if (entries === undefined) return bad(line + 1, "The line of sizes is missing: rows, columns and entries.");
  const { read, values } = entries;
  if (read < values.length)
    return bad(
      line,
      `The line of sizes states ${values.length} entries, and ${read} are there: the file may be cut short.`,
    );
  const unfit =
    faultOfSize(file, entries.rowCount, rows, "rows") ?? faultOfSize(file, entries.columnCount, columns, "columns");
  if (unfit !== undefined) return refuseLca("bad-file", unfit);
  placed(entries.rows, rows.list);
  placed(entries.columns, columns.list);
  return { kind: "accept", value: compressed(entries) };
}

/** The lists that a matrix's rows and columns belong to, and the files they are from. */
export interface Sides {
  readonly rows: Side;
  readonly columns: Side;
}

interface Side {
  readonly file: string;
  readonly list: readonly Named[];
}

const faultOfSize = (file: string, count: number, { file: listFile, list }: Side, what: string): string | undefined =>
  count === list.length
    ? undefined
    : `There are ${count} ${what} of ${file} and ${list.length} lines in ${listFile}: each needs its line.`;

/** Turns indices of a file into places of its list. */
function placed(indices: Int32Array, list: readonly Named[]): void {
  const places = Int32Array.from(byIndex(list));
  for (let k = 0; k < indices.length; k++) indices[k] = places[indices[k] as number] as number;
}

function faultOfHeader(header: string): string | undefined {
  const [banner, object, format, field, symmetry] = header.toLowerCase().trim().split(/\s+/);
  if (banner !== "%%matrixmarket" || object !== "matrix" || format !== "coordinate" || symmetry !== "general")
    return `"${header}" is no header of this format; write %%MatrixMarket matrix coordinate real general.`;
  return field === "real" || field === "integer"
    ? undefined
    : `Entries of kind "${field}" are not read; write real or integer.`;
}

interface Entering {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  read: number;
}

function enteringOf(sizes: string): Entering | undefined {
  const [rowCount, columnCount, count, more] = sizes.split(/\s+/).map(Number);
  if (!isCount(rowCount) || !isCount(columnCount) || !isCount(count) || more !== undefined) return undefined;
  const [rows, columns, values] = [new Int32Array(count), new Int32Array(count), new Float64Array(count)];
  return { rowCount, columnCount, rows, columns, values, read: 0 };
}

const isCount = (value: number | undefined): value is number =>
  value !== undefined && Number.isSafeInteger(value) && value >= 0 && value < 2 ** 31;

/** Takes one entry, or says what is wrong with it. */
function enter(into: Entering, text: string, from: number, end: number): string | undefined {
  const { rowCount, columnCount, read } = into;
  if (read === into.values.length) return `More entries follow than the ${read} that the line of sizes states.`;
  const row = nextWord(text, from, end);
  const column = nextWord(text, row.to, end);
  const number = nextWord(text, column.to, end);
  const i = indexIn(text, row, rowCount);
  const j = indexIn(text, column, columnCount);
  if (i === -1 || j === -1)
    return `"${shown(text, from, end)}" is at no place of a matrix of ${rowCount} rows and ${columnCount} columns, counted from 1.`;
  const value = Number(text.slice(number.from, number.to));
  if (number.from === number.to || !Number.isFinite(value) || !isBlank(text, number.to, end))
    return `"${shown(text, from, end)}" has no finite number as its value.`;
  into.rows[read] = i;
  into.columns[read] = j;
  into.values[read] = value;
  into.read = read + 1;
  return undefined;
}

/** An index counted from 1, as one counted from 0; -1 outside the size. */
function indexIn(text: string, { from, to }: { readonly from: number; readonly to: number }, size: number): number {
  let index = 0;
  for (let k = from; k < to; k++) {
    const digit = text.charCodeAt(k) - 48;
    if (digit < 0 || digit > 9) return -1;
    index = index * 10 + digit;
    if (index > size) return -1;
  }
  return index - 1;
}
