import type { IncomingMessage } from "node:http";
import { arrayElements } from "./array-elements.ts";
import { isReaderGone } from "./ending.ts";
import { type Column, printTable } from "./print-table.ts";
import { type Ask, ask, brokenOff, type Service } from "./service.ts";
import type { Shell } from "./shell.ts";

export interface List<Row> {
  readonly question: Ask;
  readonly columns: readonly Column<Row>[];
  /** A line of its own under a row. */
  readonly below?: (row: Row) => string | undefined;
  /** For scripts: the answer of the interface, byte for byte, ended by a line end. */
  readonly json?: boolean | undefined;
  /** Told the token of the next page, where the answer is a page and not the last. */
  readonly nextPage?: (token: string) => void;
  /** What to say of an empty list, asked for where it is one. A refusal it throws ends the command. */
  readonly none: string | (() => Promise<string>);
}

const lineEnd = 10;

/** Prints a list of the service while it arrives: a table for people, or the JSON array as it is. Never gathered. */
export async function printList<Row>(shell: Shell, service: Service, list: List<Row>): Promise<void> {
  const response = await ask(service, list.question);
  try {
    if (list.json === true) {
      let last: Uint8Array = new Uint8Array();
      for await (const piece of response) {
        await shell.print(piece);
        last = piece;
      }
      if (last.at(-1) !== lineEnd) await shell.print("\n");
      return sayNext(response, list);
    }
    const rows = arrayElements(response.setEncoding("utf8")) as AsyncIterable<Row>;
    if ((await printTable(shell, list.columns, rows, list.below)) > 0) return sayNext(response, list);
  } catch (error) {
    if (isReaderGone(error)) throw error;
    throw brokenOff(service, error);
  }
  const { none } = list;
  shell.note(`${typeof none === "string" ? none : await none()}\n`);
}

function sayNext<Row>({ headers }: IncomingMessage, { nextPage }: List<Row>): void {
  const token = headers["celadon-next-page"];
  if (typeof token === "string") nextPage?.(token);
}
