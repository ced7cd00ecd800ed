import { unitWord } from "@celadon/quantity";
import { Command } from "commander";
import { examples } from "../examples.ts";
import { readingText } from "../figure-text.ts";
import { printList } from "../print-list.ts";
import type { Column } from "../print-table.ts";
import { type Scope, scopeOptions, scopeQuery } from "../scope-options.ts";
import { settlingEach, type Unsettled } from "../settling.ts";
import type { Shell } from "../shell.ts";

interface QuarantineRow extends Unsettled {
  readonly localAt: string;
  readonly unit: string;
  readonly evidence: string;
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

interface Options extends Scope {
  readonly reason?: readonly string[];
  readonly limit?: string;
  readonly page?: string;
}

const oneMore = (reason: string, before: readonly string[] = []): readonly string[] => [...before, reason];

/** `celadon quarantine list`: what waits for somebody's judgement, with the readings that count on either side. */
export const quarantineList = (shell: Shell): Command =>
  scopeOptions(new Command("list"))
    .description("list readings that do not count, why, and the command that would settle each")
    .option("--reason <word>", "for this reason only; may be said several times", oneMore)
    .option("--limit <number>", "no more than these, at most 1000; without it all")
    .option("--page <token>", "the page behind another, as that one has told")
    .addHelpText(
      "after",
      examples(
        "quarantine list --factory green-mill",
        "quarantine list --reason spike --reason above-rated --limit 50",
        "quarantine list --json",
      ),
    )
    .action(async ({ reason, limit, page, ...scope }: Options) => {
      await using service = await shell.openService();
      const size = limit ?? (page === undefined ? undefined : "100");
      const query = { ...(await scopeQuery(service, scope)), reason, limit: size, page };
      const isPart = [scope.factory, scope.channel, scope.from, scope.to, reason, page].some(
        (one) => one !== undefined,
      );
      await printList<QuarantineRow>(shell, service, {
        question: { path: "/v1/quarantine", query },
        columns,
        below: settlingEach(),
        json: scope.json,
        none: `Nothing ${isPart ? "that was asked for " : ""}is in quarantine: every reading${isPart ? " of it" : ""} counts.`,
        nextPage: (token) => shell.note(`There are more: the same command with --page ${token}\n`),
      });
    });
