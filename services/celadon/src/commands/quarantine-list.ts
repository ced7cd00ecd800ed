import { unitWord } from "@celadon/quantity";
import { Command } from "commander";
import { examples } from "../examples.ts";
import { readingText } from "../figure-text.ts";
import { printList } from "../print-list.ts";
import type { Column } from "../print-table.ts";
import { type Scope, scopeOptions, scopeQuery } from "../scope-options.ts";
import type { Shell } from "../shell.ts";

interface QuarantineRow {
  readonly factory: string;
  readonly channel: string;
  readonly localAt: string;
  readonly value: string;
  readonly unit: string;
  readonly reason: string;
  readonly evidence: string;
  readonly before?: { readonly value: string };
  readonly next?: { readonly value: string };
}

const columns: readonly Column<QuarantineRow>[] = [
  { head: "FACTORY", of: ({ factory }) => factory },
  { head: "CHANNEL", of: ({ channel }) => channel },
  { head: "AT", of: ({ localAt }) => localAt },
  { head: "BEFORE", of: ({ before }) => readingText(before?.value), isFigure: true },
  { head: "VALUE", of: ({ value }) => readingText(value), isFigure: true },
  { head: "NEXT", of: ({ next }) => readingText(next?.value), isFigure: true },
  { head: "UNIT", of: ({ unit }) => unitWord(unit) },
  { head: "REASON", of: ({ reason }) => reason },
  { head: "WHAT TO DO", of: ({ evidence }) => evidence },
];

/** `celadon quarantine list`: what waits for somebody's judgement, with the readings that count on either side. */
export const quarantineList = (shell: Shell): Command =>
  scopeOptions(new Command("list"))
    .description("list readings that do not count, why, and what to do about them")
    .addHelpText("after", examples("quarantine list --factory green-mill", "quarantine list --json"))
    .action(async (scope: Scope) => {
      await using service = await shell.openService();
      const question = { path: "/v1/quarantine", query: await scopeQuery(service, scope) };
      const none = "Nothing is in quarantine: every reading counts.";
      await printList<QuarantineRow>(shell, service, { question, columns, json: scope.json, none });
    });
