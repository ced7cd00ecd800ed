import { Command } from "commander";
import { examples } from "../examples.ts";
import { readingText } from "../figure-text.ts";
import { printFields } from "../print-fields.ts";
import { type Column, printTable } from "../print-table.ts";
import { askJson } from "../service.ts";
import { settling, type Unsettled } from "../settling.ts";
import type { Shell } from "../shell.ts";
import { instantsOf } from "../time-argument.ts";

interface Reading extends Omit<Unsettled, "reason"> {
  readonly localAt: string;
  readonly unit: string;
  readonly quality: string;
  readonly revision: number;
  readonly marks: readonly string[];
  readonly verdict: string;
  readonly reason?: string;
  readonly evidence?: string;
}

interface Shown extends Reading {
  readonly received: string | null;
  readonly origin: string | null;
  readonly earlier: readonly Reading[];
  readonly later: readonly Reading[];
  readonly declarations: readonly {
    readonly id: string;
    readonly kind: string;
    readonly who: string;
    readonly why: string;
  }[];
}

const columns = (atMeant: string): readonly Column<Reading>[] => [
  { head: "", of: ({ at }) => (at === atMeant ? ">" : "") },
  { head: "AT", of: ({ localAt }) => localAt },
  { head: "VALUE", of: ({ value }) => readingText(value), isFigure: true },
  { head: "QUALITY", of: ({ quality, revision }) => (revision === 0 ? quality : `${quality}, revision ${revision}`) },
  { head: "VERDICT", of: ({ verdict, reason }) => (reason === undefined ? verdict : `${verdict}: ${reason}`) },
];

interface Options {
  readonly factory: string;
  readonly channel: string;
  readonly at: string;
  readonly around?: string;
  readonly json?: true;
}

/** `celadon quarantine show`: one reading with those around it, how it came, and what was declared about it. */
export const quarantineShow = (shell: Shell): Command =>
  new Command("show")
    .description("show one reading with those around it, how it came, and what was declared about it")
    .requiredOption("--factory <name>", "the factory")
    .requiredOption("--channel <name>", "the channel")
    .requiredOption("--at <time>", "the instant of the reading")
    .option("--around <number>", "so many readings before it and behind it; 5, where nothing is said")
    .option("--json", "print the answer of the interface")
    .addHelpText(
      "after",
      examples("quarantine show --factory green-mill --channel gridKwh --at 2026-03-01T08:00 --around 10"),
    )
    .action(async ({ factory, channel, at, around, json }: Options) => {
      await using service = await shell.openService();
      const times = await instantsOf(service, { factory, times: { "--at": at } });
      const query = { factory, channel, at: times["--at"], around };
      const shown = await askJson<Shown>(service, { path: "/v1/quarantine/reading", query });
      if (json === true) return shell.print(`${JSON.stringify(shown)}\n`);
      await printTable(shell, columns(shown.at), [...shown.earlier, shown, ...shown.later]);
      const { reason, evidence = "", origin, received, declarations } = shown;
      await shell.print("\n");
      await printFields(shell, [
        ["why", evidence],
        ["settle", reason === undefined ? "" : settling({ ...shown, reason })],
        ["declared", declarations.map(({ id, kind, who, why }) => `${kind} by ${who}: ${why} (key ${id})`).join("; ")],
        ["marks", shown.marks.join(", ")],
        [
          "came",
          origin === null ? "not kept: that is remembered of the newest reading alone" : `${received} by ${origin}`,
        ],
        [
          "bytes",
          "not kept of what is stored; of what was refused: GET /v1/requests/ID/refused, celadon deadletters list",
        ],
      ]);
    });
