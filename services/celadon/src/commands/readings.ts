import { unitWord } from "@celadon/quantity";
import { Command } from "commander";
import { examples } from "../examples.ts";
import { readingText } from "../figure-text.ts";
import { noneInTime } from "../none-in-time.ts";
import { printList } from "../print-list.ts";
import type { Column } from "../print-table.ts";
import { type Scope, scopeOptions, scopeQuery } from "../scope-options.ts";
import type { Shell } from "../shell.ts";

interface ReadingRow {
  readonly factory: string;
  readonly channel: string;
  readonly localAt: string;
  readonly value: string;
  readonly unit: string;
  readonly quality: string;
  readonly revision: number;
  readonly verdict: string;
  readonly reason?: string;
}

const columns: readonly Column<ReadingRow>[] = [
  { head: "FACTORY", of: ({ factory }) => factory },
  { head: "CHANNEL", of: ({ channel }) => channel },
  { head: "AT", of: ({ localAt }) => localAt },
  { head: "VALUE", of: ({ value }) => readingText(value), isFigure: true },
  { head: "UNIT", of: ({ unit }) => unitWord(unit) },
  { head: "QUALITY", of: ({ quality, revision }) => (revision === 0 ? quality : `${quality}, revision ${revision}`) },
  { head: "VERDICT", of: ({ verdict, reason }) => (reason === undefined ? verdict : `${verdict}: ${reason}`) },
];

/** `celadon readings`: every reading as it stands. */
export const readings = (shell: Shell): Command =>
  scopeOptions(new Command("readings"))
    .description("list readings as they stand: the highest revision of each, with its verdict")
    .addHelpText(
      "after",
      examples(
        "readings --factory gwangyang-steel --channel mainKwh --from 2018-03-01 --to 2018-03-02",
        "readings --json | gzip > readings.json.gz",
      ),
    )
    .action(async (scope: Scope) => {
      await using service = await shell.openService();
      const question = { path: "/v1/readings", query: await scopeQuery(service, scope) };
      const none = "No readings. Bring some in: celadon ingest FILE --plant FILE";
      await printList<ReadingRow>(shell, service, {
        question,
        columns,
        json: scope.json,
        none: () => noneInTime(service, question.path, scope, none),
      });
    });
