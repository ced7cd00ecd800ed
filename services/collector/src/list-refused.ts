import type { Store } from "@celadon/runtime";
import type { RefusedLine } from "./refused-lines.ts";

/** A refused line as it came: its bytes as text (a quarantined one has none here, it is stored as a reading). */
export interface RefusedContent extends RefusedLine {
  readonly content: string;
}

interface Row extends Omit<RefusedContent, "line"> {
  readonly line: string;
}

const pageRows = 1_000;

/** Every refused line of a request, by line, read in pages: a line may be as long as 64 KiB. */
export async function* listRefused(store: Store, request: string): AsyncGenerator<RefusedContent> {
  for (let after = 0; ; ) {
    // One line of a wide file can hold several refused readings, which must not be torn apart.
    const rows = await store.rows<Row>({
      text: `SELECT line, verdict, reason, base64Decode(evidence) AS evidence, base64Decode(content) AS content
        FROM refusedLines WHERE request = {request:String} AND line > {after:UInt64}
        ORDER BY line LIMIT ${pageRows} WITH TIES`,
      params: { request, after },
    });
    for (const row of rows) yield { ...row, line: Number(row.line) };
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageRows) return;
    after = Number(last.line);
  }
}
