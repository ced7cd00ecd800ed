import { measureWords } from "@celadon/quantity";
import { Command } from "commander";
import { examples } from "../examples.ts";
import { figureText, shareText } from "../figure-text.ts";
import { footprintId } from "../footprint-id.ts";
import { dayText, type Figure, type FootprintRow, perText, sharedOverText } from "../footprint-row.ts";
import { marksText, marksTextZh } from "../marks-text.ts";
import { monthsOption } from "../months-option.ts";
import { printFields } from "../print-fields.ts";
import { printSensitivities } from "../print-sensitivities.ts";
import { printTable } from "../print-table.ts";
import { leftOutSentence, type SensitivityRow } from "../sensitivity-row.ts";
import { ask, refusalOf, type Service, textOf } from "../service.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly factory?: string;
  readonly product?: string;
  readonly months?: number;
  readonly json?: true;
}

interface Part {
  readonly name: string;
  readonly amount: string;
  readonly share: string;
}

const views = { byProcess: "PROCESS", byStage: "STAGE", byScope: "SCOPE", byGas: "GAS" } as const;
type FootprintDetail = FootprintRow & { readonly [View in keyof typeof views]?: readonly Part[] };

/** `celadon footprint show`: one footprint, with its parts, its gaps and how good its data are. */
export const footprintShow = (shell: Shell): Command =>
  new Command("show")
    .description(
      "show one footprint: its sensitivities, its parts by process, stage, scope and gas, its gaps, its data",
    )
    .argument("[id]", "its id, or the beginning of it; may be left out where only one footprint fits")
    .option("--factory <name>", "the footprint of this factory")
    .option("--product <name>", "the footprint of this product")
    .addOption(monthsOption())
    .option("--json", "print the answer of the interface")
    .addHelpText("after", examples("footprint show 3f2a", "footprint show --factory gwangyang-steel --json"))
    .action(async (id: string | undefined, { factory, product, months, json }: Options) => {
      await using service = await shell.openService();
      const path = `/v1/footprints/${await footprintId(service, { id, factory, product, months })}`;
      const text = await textOf(service, await ask(service, { path }));
      if (json === true) return shell.print(`${text.trimEnd()}\n`);
      const row = JSON.parse(text) as FootprintDetail;
      await printFigure(shell, row);
      await printOtherwise(shell, service, path);
      await printParts(shell, row);
      shell.note(`\nWhere every figure comes from: celadon explain ${row.id}\n`);
    });

async function printFigure(shell: Shell, row: FootprintDetail): Promise<void> {
  const figure = ({ amount, unit }: Figure): string =>
    amount === null ? "unknown" : measureWords({ amount: figureText(amount), unit });
  await printFields(shell, [
    ["footprint", row.id],
    ["of", `${row.productName === "" ? row.product : row.productName}, ${row.factory}`],
    ["period", `${dayText(row.localFrom)} to ${dayText(row.localTo)}, the end not in it`],
    ["lot", row.lot && `${row.lot.name}, ${figure(row.lot.quantity)}`],
    ["shared over", sharedOverText(row).en],
    ["分摊时段", sharedOverText(row).zh],
    ["status", row.current ? row.status : `${row.status}, superseded`],
    ["total", `${figure(row)} per ${perText(row)}`],
    ["whole period", figure(row.absolute)],
    ["produced", figure(row.produced)],
    [
      "time",
      `${shareText(row.measuredShare)} measured, ${shareText(row.estimatedShare)} estimated, ${shareText(row.missingShare)} missing`,
    ],
    ["primary data", shareText(row.primaryDataShare)],
    ["marks", marksText(row.marks)],
    ["标注", marksTextZh(row.marks)],
    ["supersedes", row.supersedes],
  ]);
}

/** Below the figure: what it would be otherwise. A footprint that is outdated has none any more, which is no failure. */
async function printOtherwise(shell: Shell, service: Service, path: string): Promise<void> {
  try {
    const response = await ask(service, { path: `${path}/sensitivities` });
    const more = leftOutSentence(response);
    const rows = JSON.parse(await textOf(service, response)) as readonly SensitivityRow[];
    if (rows.length > 0) await shell.print("\nWith one choice made otherwise:\n");
    await printSensitivities(shell, service, rows);
    if (more !== undefined) shell.note(`${more}\n`);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    shell.note(`No sensitivities: ${refusal.message}\n`);
  }
}

async function printParts(shell: Shell, row: FootprintDetail): Promise<void> {
  for (const [view, head] of Object.entries(views) as [keyof typeof views, string][]) {
    const parts = row[view] ?? [];
    if (parts.length === 0) continue;
    await shell.print("\n");
    await printTable(
      shell,
      [
        { head, of: ({ name }: Part) => name },
        { head: row.unit, of: ({ amount }) => figureText(amount), isFigure: true },
        { head: "SHARE", of: ({ share }) => shareText(share), isFigure: true },
      ],
      parts,
    );
  }
  if (row.gaps.length > 0) await shell.print("\n");
  for (const { where, reason, excused } of row.gaps)
    await shell.print(`gap${excused ? " (excused)" : ""}: ${where}: ${reason}\n`);
}
