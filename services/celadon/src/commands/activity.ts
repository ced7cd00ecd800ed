import { unitWord } from "@celadon/quantity";
import { Command } from "commander";
import { examples } from "../examples.ts";
import { figureText } from "../figure-text.ts";
import { noneInTime } from "../none-in-time.ts";
import { printList } from "../print-list.ts";
import type { Column } from "../print-table.ts";
import { type Scope, scopeOptions, scopeQuery } from "../scope-options.ts";
import type { Shell } from "../shell.ts";

interface ActivityRow {
  readonly factory: string;
  readonly channel: string;
  readonly localStart: string;
  readonly amount: string | null;
  readonly unit: string;
  readonly measuredMs: number;
  readonly estimatedMs: number;
  readonly missingMs: number;
  readonly marks: readonly string[];
  readonly mean?: string;
}

const minutes = (ms: number): string => `${Math.round(ms / 6_000) / 10}`;

const columns: readonly Column<ActivityRow>[] = [
  { head: "FACTORY", of: ({ factory }) => factory },
  { head: "CHANNEL", of: ({ channel }) => channel },
  { head: "HOUR", of: ({ localStart }) => localStart },
  {
    head: "AMOUNT",
    of: ({ amount, mean }) => (mean === undefined ? figureText(amount) : `mean ${figureText(mean)}`),
    isFigure: true,
  },
  { head: "UNIT", of: ({ unit }) => unitWord(unit) },
  { head: "MEASURED min", of: ({ measuredMs }) => minutes(measuredMs), isFigure: true },
  { head: "ESTIMATED", of: ({ estimatedMs }) => minutes(estimatedMs), isFigure: true },
  { head: "MISSING", of: ({ missingMs }) => minutes(missingMs), isFigure: true },
  { head: "MARKS", of: ({ marks }) => marks.join(", ") },
];

/** `celadon activity`: the hourly windows. */
export const activity = (shell: Shell): Command =>
  scopeOptions(new Command("activity"))
    .description("list what each channel counted hour by hour, and how much of it was measured, estimated, missing")
    .addHelpText(
      "after",
      examples(
        "activity --factory gwangyang-steel --channel mainKwh --from 2018-03-01 --to 2018-03-02",
        "activity --json > activity.json",
      ),
    )
    .action(async (scope: Scope) => {
      await using service = await shell.openService();
      const question = { path: "/v1/activity", query: await scopeQuery(service, scope) };
      const none = "No activity: no readings that count, or none of a channel that a plant model declares.";
      await printList<ActivityRow>(shell, service, {
        question,
        columns,
        json: scope.json,
        none: () => noneInTime(service, question.path, scope, none),
      });
    });
