import { Decimal } from "@celadon/quantity";
import { Command } from "commander";
import { examples } from "../examples.ts";
import { figureText } from "../figure-text.ts";
import { footprintId } from "../footprint-id.ts";
import { printTable } from "../print-table.ts";
import { ask, textOf } from "../service.ts";
import type { Shell } from "../shell.ts";

interface Uncertainty {
  readonly figure: string | null;
  readonly unit: string;
  readonly standardUncertainty: string | null;
  readonly share: string | null;
  readonly meters: readonly {
    readonly channel: string;
    readonly class: string;
    readonly standardUncertainty: string;
    readonly effect: string | null;
  }[];
  readonly unstated: readonly string[];
  readonly leftOut: number;
}

/** `celadon footprint uncertainty`: how far a figure may be off because of the meters. */
export const footprintUncertainty = (shell: Shell): Command =>
  new Command("uncertainty")
    .description(
      "show how far a footprint may be off because of its meters, by the accuracy that the plant model states",
    )
    .argument("<id>", "its id, or the beginning of it")
    .option("--json", "print the answer of the interface")
    .addHelpText("after", examples("footprint uncertainty 3f2a", "footprint uncertainty 3f2a --json"))
    .action(async (id: string, { json }: { readonly json?: true }) => {
      await using service = await shell.openService();
      const path = `/v1/footprints/${await footprintId(service, { id })}/uncertainty`;
      const text = await textOf(service, await ask(service, { path }));
      if (json === true) return shell.print(`${text.trimEnd()}\n`);
      await printUncertainty(shell, JSON.parse(text) as Uncertainty);
    });

const percent = (share: string): string => `${new Decimal(share).times(100).toSignificantDigits(3).toFixed()} %`;

async function printUncertainty(shell: Shell, told: Uncertainty): Promise<void> {
  if (told.meters.length > 0) {
    await printTable(
      shell,
      [
        { head: "CHANNEL", of: ({ channel }) => channel },
        { head: "CLASS", of: (meter) => percent(meter.class), isFigure: true },
        { head: "STANDARD UNCERTAINTY", of: ({ standardUncertainty }) => percent(standardUncertainty), isFigure: true },
        { head: "CHANGES THE FIGURE BY", of: ({ effect }) => figureText(effect), isFigure: true },
        { head: "UNIT", of: () => told.unit },
      ],
      told.meters,
    );
  }
  const { figure, standardUncertainty, share, unstated, leftOut, unit } = told;
  const known =
    figure === null || standardUncertainty === null
      ? "How far the figure may be off by its meters is not known."
      : `${figureText(figure)} ${unit}, standard uncertainty of these meters ${figureText(standardUncertainty)}${share === null ? "" : ` (${percent(share)})`}. Factors are not in it.`;
  await shell.print(`${known}\n`);
  if (unstated.length > 0) {
    await shell.print(`No accuracy is stated under channels, and nothing is counted, of: ${unstated.join(", ")}.\n`);
  }
  if (leftOut > 0) await shell.print(`${leftOut} more meters are left out.\n`);
}
