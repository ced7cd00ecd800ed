import { accept, type Outcome, reject } from "@celadon/quantity";

/** A list of a system folder as it stands: its columns and its rows. */
export interface ListFile {
  readonly columns: readonly string[];
  readonly rows: readonly ListRow[];
}

export interface ListRow {
  readonly line: number;
  /** As it stands; "" for a column that the list or the row does not have. */
  readonly cell: (column: string) => string;
  /** The cell without blanks around it: what is read, not what is written again. */
  readonly word: (column: string) => string;
}

/** The columns and lines of a CSV (RFC 4180), in its order. */
export function listLines(text: string): ListFile {
  const [header, ...lines] = recordsOf(text);
  const columns = header?.cells.map((name) => name.trim()) ?? [];
  const rows = lines.map(({ cells, line }): ListRow => {
    const cell = (column: string): string => cells[columns.indexOf(column)] ?? "";
    return { line, cell, word: (column) => cell(column).trim() };
  });
  return { columns, rows };
}

/** Reads a list of a folder by the names of its columns. Refused: no header, no `index` or `id`, an index that is none or stands twice. */
export function listFile(file: string, text: string): Outcome<ListFile, "bad-file"> {
  const { columns, rows: lines } = listLines(text);
  if (!columns.includes("index") || !columns.includes("id"))
    return reject("bad-file", `${file}, line 1: the first line names the columns: index,id,name,unit.`);
  const rows: (ListRow | undefined)[] = [];
  for (const row of lines) {
    const said = row.word("index");
    const index = Number(said);
    if (!/^\d+$/.test(said) || index >= lines.length || rows[index] !== undefined) {
      return reject("bad-file", `${file}, line ${row.line}: "${said}" is no index from 0 of its own.`);
    }
    rows[index] = row;
  }
  return accept({ columns, rows: rows as readonly ListRow[] }); // as many as lines, none twice: all are there
}

interface CsvRecord {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Cells, quoted ones unquoted, as whoever solves the folder reads them; a byte-order mark and empty lines are left out. */
function recordsOf(text: string): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  let [line, begun, cell, isQuoted] = [1, 1, "", false];
  let cells: string[] = [];
  const endCell = (): void => {
    cells.push(cell);
    cell = "";
  };
  const endRecord = (): void => {
    endCell();
    if (cells.length > 1 || cells[0] !== "") records.push({ cells, line: begun });
    cells = [];
  };
  for (let k = text.startsWith("\uFEFF") ? 1 : 0; k < text.length; k++) {
    const char = text[k] as string; // within the text
    if (char === "\n") line += 1;
    if (isQuoted && char === '"' && text[k + 1] === '"') {
      cell += char;
      k += 1;
    } else if (isQuoted) {
      if (char === '"') isQuoted = false;
      else cell += char;
    } else if (char === '"' && cell === "") isQuoted = true;
    else if (char === ",") endCell();
    else if (char === "\n") {
      endRecord();
      begun = line;
    } else if (char !== "\r") cell += char;
  }
  endRecord();
  return records;
}
