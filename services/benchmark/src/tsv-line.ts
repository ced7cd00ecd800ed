const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\\0" };

/** One row as the store's TabSeparated text. Undefined is NULL: unknown, never empty and never 0. */
export const tsvLine = (cells: readonly (string | number | bigint | undefined)[]): string =>
  `${cells
    .map((cell) =>
      cell === undefined ? "\\N" : String(cell).replace(/[\\\t\n\r\0]/g, (letter) => escapes[letter] as string),
    )
    .join("\t")}\n`;
