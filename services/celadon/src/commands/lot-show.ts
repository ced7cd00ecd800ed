import { measureWords } from "@celadon/quantity";
import { Command } from "commander";
import { failed } from "../ending.ts";
import { examples } from "../examples.ts";
import { figureText, shareText } from "../figure-text.ts";
import { dayText, type Figure, perText, sharedOverText } from "../footprint-row.ts";
import { type LotWithFootprint, lotFindings, lotsWithFootprints, meteredText } from "../lot-row.ts";
import { marksText } from "../marks-text.ts";
import { printFields } from "../print-fields.ts";
import type { Service } from "../service.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly factory?: string;
  readonly product?: string;
  readonly json?: true;
}

/** `celadon lot show LOT`: one lot and its footprint. */
export const lotShow = (shell: Shell): Command =>
  new Command("show")
    .description("show one lot: its figure per unit, the whole of it, what was metered, how good its data are")
    .argument("<lot>", "its name or its key")
    .option("--factory <name>", "of this factory")
    .option("--product <name>", "of this product")
    .option("--json", "print the lot of the interface with its footprint")
    .addHelpText("after", examples("lot show L-0731 --factory riverside-tannery"))
    .action(async (name: string, { factory, product, json }: Options) => {
      await using service = await shell.openService();
      const lot = await lotNamed(service, name, { factory, product });
      if (json === true) return shell.print(`${JSON.stringify(lot)}\n`);
      await printLot(shell, lot);
    });

/** The lot a person means, by its name or key. Throws a sentence when there is none, or several. */
export async function lotNamed(
  service: Service,
  name: string,
  wanted: { readonly factory?: string | undefined; readonly product?: string | undefined },
): Promise<LotWithFootprint> {
  const lots = await lotsWithFootprints(service, wanted);
  const fitting = lots.filter((lot) => lot.name === name || lot.id === name);
  const [one] = fitting;
  if (one === undefined) throw failed(`No lot is called "${name}": celadon lot list shows what there is.`);
  if (fitting.length === 1) return one;
  const some = fitting.map((lot) => `  ${lot.id}  ${lot.factory}, ${lot.product}, ${dayText(lot.localFrom)}`);
  throw failed([`${fitting.length} lots are called "${name}"; say which by its key:`, ...some].join("\n"));
}

async function printLot(shell: Shell, lot: LotWithFootprint): Promise<void> {
  const { footprint } = lot;
  const figure = ({ amount, unit }: Figure): string =>
    amount === null ? "unknown" : measureWords({ amount: figureText(amount), unit });
  await printFields(shell, [
    ["lot", lot.name],
    ["key", lot.id],
    ["of", `${lot.product}, ${lot.factory}`],
    ["made", `${lot.localFrom} to ${lot.localTo}, the end not in it`],
    ["quantity", measureWords({ amount: figureText(lot.quantity.amount), unit: lot.quantity.unit })],
    ["metered", meteredText(lot)],
    ...Object.entries(lot.attributes),
    ["by", `${lot.who}: ${lot.why}`],
    ["look at", lotFindings(lot).join("; ")],
    ["footprint", footprint?.id ?? "none yet"],
    ["shared over", footprint && sharedOverText(footprint).en],
    ["分摊时段", footprint && sharedOverText(footprint).zh],
    ["status", footprint?.status],
    ["total", footprint && `${figure(footprint)} per ${perText(footprint)}`],
    ["whole lot", footprint && figure(footprint.absolute)],
    [
      "time",
      footprint &&
        `${shareText(footprint.measuredShare)} measured, ${shareText(footprint.estimatedShare)} estimated, ${shareText(footprint.missingShare)} missing`,
    ],
    ["primary data", footprint && shareText(footprint.primaryDataShare)],
    ["marks", footprint && marksText(footprint.marks)],
    ["supersedes", footprint?.supersedes],
  ]);
  for (const { where, reason, excused } of footprint?.gaps ?? [])
    await shell.print(`${excused ? "excused" : "gap"}  ${where}: ${reason}\n`);
  if (footprint !== null) shell.note(`\nWhere every figure comes from: celadon explain ${footprint.id}\n`);
}
