import { arrayElements } from "./array-elements.ts";
import { isReaderGone } from "./ending.ts";
import { type Column, printTable } from "./print-table.ts";
import { type Ask, ask, brokenOff, type Service } from "./service.ts";
import type { Shell } from "./shell.ts";

export interface List<Row> {
  readonly question: Ask;
  readonly columns: readonly Column<Row>[];
  /** For scripts: the answer of the interface, byte for byte. */
  readonly json?: boolean | undefined;
  /** What to say of an empty list. */
  readonly none: string;
}

/** Prints a list of the service while it arrives: a table for people, or the JSON array as it is. Never gathered. */
export async function printList<Row>(shell: Shell, service: Service, list: List<Row>): Promise<void> {
  const response = await ask(service, list.question);
  try {
    if (list.json === true) {
      for await (const piece of response) await shell.print(piece);
      return;
    }
    const rows = arrayElements(response.setEncoding("utf8")) as AsyncIterable<Row>;
    if ((await printTable(shell, list.columns, rows)) === 0) shell.note(`${list.none}\n`);
  } catch (error) {
    if (isReaderGone(error)) throw error;
    throw brokenOff(service, error);
  }
}
