import { Command, Option } from "commander";
import { examples } from "../examples.ts";
import { marksTextZh } from "../marks-text.ts";
import type { Column } from "../print-table.ts";
import { printTable } from "../print-table.ts";
import { printWhy } from "../print-why.ts";
import { noPlaceColumns, placeColumns, type RankedRow } from "../ranked-row.ts";
import { printFoot, printHead } from "../ranking-frame.ts";
import { ask, askJson, textOf } from "../service.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly productGroup: string;
  readonly period?: string;
  readonly by: string;
  readonly key: readonly string[];
  readonly factory: readonly string[];
  readonly simulated?: true;
  readonly real?: true;
  readonly why?: string;
  readonly json?: true;
}

const indicators = ["footprint", "energy", "water-intake", "cod", "nh3-n", "solid-waste"];
const gathered = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** `celadon rank`: who is best in a product group, as far as the figures can tell. */
export const rank = (shell: Shell): Command =>
  new Command("rank")
    .description("rank the factories of a product group by footprint or another indicator, less is better")
    .requiredOption("--product-group <name>", "the group that the plant files name under products")
    .option("--period <months>", "2026, 2026-05 or 2025-11..2026-10; else the last twelve whole months of the group")
    .addOption(new Option("--by <indicator>", "what to rank by").choices(indicators).default("footprint"))
    .option("--key <name=value>", "only who has this key; again for more", gathered, [])
    .option("--factory <name>", "only this factory; again for more", gathered, [])
    .addOption(new Option("--simulated", "simulated factories").conflicts("real"))
    .option("--real", "real factories")
    .addOption(new Option("--why <factory>", "why this factory has its place: 名次缘由").conflicts("json"))
    .option("--json", "print the JSON array of the interface")
    .addHelpText(
      "after",
      `\nNeighbours that the figures cannot tell apart share a tier; FROM and TO are the places each may hold (95 %).\n${examples(
        'rank --product-group "finished leather" --period 2026',
        'rank --product-group "finished leather" --why riverside-tannery',
        'rank --product-group board --by energy --key "farm rule=none" --real --json',
      )}`,
    )
    .action(async ({ productGroup, period, by, key, factory, simulated, real, why, json }: Options) => {
      await using service = await shell.openService();
      const population = simulated === true ? "simulated" : real === true ? "real" : undefined;
      const question = { path: "/v1/rankings", query: { productGroup, period, by, key, factory, population } };
      if (json === true) return await shell.print(await textOf(service, await ask(service, question)));
      const rows = await askJson<readonly RankedRow[]>(service, question);
      return why === undefined ? await printRanking(shell, rows) : await printWhy(shell, rows, why);
    });

async function printRanking(shell: Shell, rows: readonly RankedRow[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  await printHead(shell, first);
  await printPart(
    shell,
    placeColumns,
    rows.filter(({ place }) => place !== null),
  );
  await printPart(
    shell,
    noPlaceColumns,
    rows.filter(({ place }) => place === null),
  );
  const marks = [...new Set(rows.flatMap((row) => row.marks ?? []))];
  if (marks.length > 0) await shell.print(`标注 marks: ${marksTextZh(marks)}\n`);
  await printFoot(shell, first);
  shell.note("\nWhy a factory has its place: add --why FACTORY\n");
}

async function printPart(
  shell: Shell,
  columns: readonly Column<RankedRow>[],
  rows: readonly RankedRow[],
): Promise<void> {
  if ((await printTable(shell, columns, rows)) > 0) await shell.print("\n");
}
