/** The cells of the header line of a CSV text, quotes and byte-order mark taken off. */
export function csvHeader(text: string, delimiter: string): readonly string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (const letter of text.replace(/^\uFEFF/, "")) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (!isQuoted && letter === delimiter) {
      cells.push(cell.trim());
      cell = "";
    } else if (!isQuoted && (letter === "\n" || letter === "\r")) break;
    else cell += letter;
  }
  return [...cells, cell.trim()];
}
