/** One entry of a matrix file, counted from 0; the value as it is written. */
export interface MatrixLine {
  readonly row: number;
  readonly col: number;
  readonly value: string;
}

/** The entries of a Matrix Market file that has been read before and found good. */
export function matrixLines(text: string): readonly MatrixLine[] {
  const [, , ...lines] = text
    .split("\n")
    .filter((line, at) => at === 0 || (!line.startsWith("%") && line.trim() !== ""));
  return lines.map((line) => {
    const [row, col, value = ""] = line.trim().split(/\s+/);
    return { row: Number(row) - 1, col: Number(col) - 1, value };
  });
}

/** The file of these entries. */
export const matrixText = (rows: number, cols: number, lines: readonly MatrixLine[]): string =>
  `%%MatrixMarket matrix coordinate real general\n${rows} ${cols} ${lines.length}\n${lines
    .map(({ row, col, value }) => `${row + 1} ${col + 1} ${value}\n`)
    .join("")}`;
