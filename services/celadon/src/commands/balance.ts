import { Decimal } from "@celadon/quantity";
import { Command } from "commander";
import { daysOf } from "../days-of.ts";
import { wrongUsage } from "../ending.ts";
import { examples } from "../examples.ts";
import { figureText } from "../figure-text.ts";
import { dayText } from "../footprint-row.ts";
import { printTable } from "../print-table.ts";
import { ask, textOf } from "../service.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly factory: string;
  readonly period?: string;
  readonly from?: string;
  readonly to?: string;
  readonly json?: true;
}

interface Amount {
  readonly name: string;
  readonly amount: string | null;
}

interface Row {
  readonly balance: string;
  readonly localFrom: string;
  readonly localTo: string;
  readonly unit: string;
  readonly of: Amount;
  readonly parts: readonly Amount[];
  readonly sum: string | null;
  readonly unaccounted: string | null;
  readonly share: string | null;
  readonly verdict: string;
  readonly findings: readonly string[];
}

/** `celadon balance`: main meters against what is measured behind them. */
export const balance = (shell: Shell): Command =>
  new Command("balance")
    .description("hold main meters against what is measured behind them, and tell what is unaccounted for")
    .requiredOption("--factory <name>", "the factory")
    .option(
      "--period <months>",
      "of whole months: 2026, 2026-05 or 2025-11..2026-10; all activity where nothing is said",
    )
    .option("--from <time>", "from this day of the plant, or instant, on")
    .option("--to <time>", "up to the beginning of this day, or this instant")
    .option("--json", "print the JSON array of the interface")
    .addHelpText(
      "after",
      examples("balance --factory riverside-tannery --period 2026-07", "balance --factory riverside-tannery --json"),
    )
    .action(async ({ factory, json, ...options }: Options) => {
      const query = { factory, ...stretchOf(options) };
      await using service = await shell.openService();
      const text = await textOf(service, await ask(service, { path: "/v1/balances", query }));
      if (json === true) return shell.print(`${text.trimEnd()}\n`);
      const rows = JSON.parse(text) as readonly Row[];
      if (rows.length === 0) return shell.note("No balance: the plant file states them under `balances`.\n");
      for (const row of rows) await printBalance(shell, row);
    });

function stretchOf({ period, from, to }: Pick<Options, "period" | "from" | "to">) {
  if (period === undefined) return { from, to };
  if (from !== undefined || to !== undefined)
    throw wrongUsage("--period says from when to when: leave --from and --to out.");
  try {
    return daysOf(period);
  } catch (error) {
    if (error instanceof RangeError)
      throw wrongUsage(`--period ${period} is none: write 2026, 2026-05 or 2025-11..2026-10.`);
    throw error;
  }
}

const shareOf = (share: string | null): string =>
  share === null ? "" : `${new Decimal(share).times(100).toDecimalPlaces(2).toFixed()} %`;

async function printBalance(shell: Shell, row: Row): Promise<void> {
  await printTable(
    shell,
    [
      { head: `${row.balance}, ${dayText(row.localFrom)} to ${dayText(row.localTo)}`, of: ({ name }) => name },
      { head: row.unit, of: ({ amount }) => figureText(amount), isFigure: true },
    ],
    [
      row.of,
      ...row.parts.map(({ name, amount }) => ({ name: `- ${name}`, amount })),
      { name: `unaccounted ${shareOf(row.share)}`.trim(), amount: row.unaccounted },
    ],
  );
  for (const sentence of [row.verdict, ...row.findings]) await shell.print(`${sentence}\n`);
}
