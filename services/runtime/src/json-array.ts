/**
 * Rows as the text of one JSON array, in pieces of some thousand rows, never gathered as a whole. Resolves when the first
 * row is there, so that a query which refuses does so before anything is sent.
 */
export async function jsonArray(rows: AsyncGenerator<unknown>): Promise<AsyncGenerator<string>> {
  const first = await rows.next();
  return pieces(first, rows);
}

async function* pieces(first: IteratorResult<unknown>, rows: AsyncGenerator<unknown>): AsyncGenerator<string> {
  if (first.done === true) {
    yield "[]\n";
    return;
  }
  let piece = `[${JSON.stringify(first.value)}`;
  for await (const row of rows) {
    piece += `,\n${JSON.stringify(row)}`;
    if (piece.length > 65_536) {
      yield piece;
      piece = "";
    }
  }
  yield `${piece}]\n`;
}
