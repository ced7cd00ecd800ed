import { Decimal } from "@celadon/quantity";
import { Command } from "commander";
import { counted } from "../counted.ts";
import { failed, wrongUsage } from "../ending.ts";
import { examples } from "../examples.ts";
import { figureText } from "../figure-text.ts";
import { dayText, type FootprintRow } from "../footprint-row.ts";
import { printTable } from "../print-table.ts";
import { ask, askJson, type Service, textOf } from "../service.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly factory: string;
  readonly product: string;
  readonly month: string;
  readonly json?: true;
}

interface Sums {
  readonly lots: string | null;
  readonly period: string | null;
  readonly difference: string | null;
}

interface SumRow {
  readonly localFrom: string;
  readonly localTo: string;
  readonly status: string;
  readonly lots: readonly { readonly name: string }[];
  readonly crossing: readonly string[];
  readonly without: readonly string[];
  readonly unknown: readonly string[];
  readonly free: readonly { readonly localFrom: string; readonly localTo: string; readonly hours: number }[];
  readonly produced: Sums;
  readonly plant: Sums;
  readonly carried: Sums & {
    readonly bound: string | null;
    readonly moved: readonly { readonly process: string; readonly amount: string }[];
    readonly rest: string | null;
  };
  readonly lines: number;
  readonly apart: readonly (Sums & { readonly line: string; readonly unit: string })[];
}

/** `celadon lot sum`: how the lots of a month add up to it. */
export const lotSum = (shell: Shell): Command =>
  new Command("sum")
    .description("add up the lots of a month, beside the month itself, and tell what belongs to no lot")
    .requiredOption("--factory <name>", "the factory")
    .requiredOption("--product <name>", "the product")
    .requiredOption("--month <month>", "the month, such as 2026-07")
    .option("--json", "print the answer of the interface")
    .addHelpText("after", examples("lot sum --factory riverside-tannery --product leather --month 2026-07"))
    .action(async ({ factory, product, month, json }: Options) => {
      if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month)) throw wrongUsage(`--month ${month} is none: write 2026-07.`);
      await using service = await shell.openService();
      const { id } = await footprintOfMonth(service, { factory, product }, month);
      const text = await textOf(service, await ask(service, { path: `/v1/footprints/${id}/lots` }));
      if (json === true) return shell.print(`${text.trimEnd()}\n`);
      await printSums(shell, JSON.parse(text) as SumRow);
    });

async function footprintOfMonth(
  service: Service,
  wanted: { readonly factory: string; readonly product: string },
  month: string,
): Promise<FootprintRow> {
  const rows = await askJson<readonly FootprintRow[]>(service, { path: "/v1/footprints", query: wanted });
  const next = Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString();
  const found = rows.find(
    ({ localFrom, localTo }) => localFrom.startsWith(`${month}-01T00:00`) && localTo.startsWith(`${next}-01T00:00`),
  );
  if (found !== undefined) return found;
  throw failed(
    `${wanted.product} of ${wanted.factory} has no footprint of ${month}: celadon footprint list shows which there are.`,
  );
}

async function printSums(shell: Shell, row: SumRow): Promise<void> {
  const of = (what: string, unit: string, sums: Sums) => ({ what, unit, ...sums });
  await printTable(
    shell,
    [
      { head: "", of: ({ what }) => what },
      {
        head: row.lots.length === 1 ? "1 LOT" : `${row.lots.length} LOTS`,
        of: ({ lots }) => ownText(lots),
        isFigure: true,
      },
      {
        head: `${dayText(row.localFrom)} TO ${dayText(row.localTo)}`,
        of: ({ period }) => ownText(period),
        isFigure: true,
      },
      { head: "DIFFERENCE", of: ({ difference }) => figureText(difference), isFigure: true },
      { head: "UNIT", of: ({ unit }) => unit },
    ],
    [
      of("metered product", "declared unit", row.produced),
      of("impact the product carries", "kgCO2e", row.carried),
      ...partsOf(row).map(([what, difference]) => of(what, "kgCO2e", { lots: "", period: "", difference })),
      of("impact of the whole plant", "kgCO2e", row.plant),
      // Where time belongs to no lot, every line lacks it.
      ...(row.free.length > 0 ? [] : row.apart).map((one) => of(one.line, one.unit, one)),
    ],
  );
  for (const sentence of sentencesOf(row)) await shell.print(`${sentence}\n`);
}

/** A part of a difference has no sums of its own; a dash would say that they are unknown. */
const ownText = (sum: string | null): string => (sum === "" ? "" : figureText(sum));

/** What the difference of what the product carries is made of, line by line, where it is more than figures may be off. */
function partsOf({ carried }: SumRow): readonly (readonly [string, string])[] {
  if (isWithin(carried) || carried.rest === null) return [];
  return [
    ...carried.moved.map(({ process, amount }) => [`  shares by each lot's own time: ${process}`, amount] as const),
    ...(carried.rest === "0" ? [] : [["  time of no lot, and lines that differ", carried.rest] as const]),
  ];
}

const isWithin = ({ difference, bound }: Pick<SumRow["carried"], "difference" | "bound">): boolean =>
  difference === null || bound === null || new Decimal(difference).abs().lessThanOrEqualTo(bound);

/** What the product's own sum came to. */
function carriedSentence({ difference, bound, moved }: SumRow["carried"]): string {
  if (difference === "0") return "What the product carries adds up to the last digit; figures are shown in 12 digits.";
  if (isWithin({ difference, bound }))
    return `What the product carries adds up within ${bound} kgCO2e, by which the figures may be off.`;
  if (moved.length === 0) return "What the product carries differs by lines that do.";
  const names = moved.map(({ process }) => process).join(", ");
  return `What the product carries differs: each lot shares the burden of ${names} by its own time, and the month by all of its own. With \`over: month\` under their \`allocation\` in the plant file lots add up exactly.`;
}

function sentencesOf(row: SumRow): readonly string[] {
  const { carried, lines, apart, free, crossing, without, unknown } = row;
  const hours = free.reduce((sum, one) => sum.plus(one.hours), new Decimal(0));
  const list = (names: readonly string[]): string => names.join(", ");
  return [
    `${lines - apart.length} of ${counted(lines, "line")} of the inventory add up to the last digit.`,
    ...(carried.difference === null || free.length > 0 ? [] : [carriedSentence(carried)]),
    ...(free.length === 0
      ? []
      : [
          `${hours.toDecimalPlaces(1).toFixed()} h belong to no lot: ${list(free.slice(0, shown).map((one) => `${one.localFrom} to ${one.localTo}`))}${free.length > shown ? ` and ${free.length - shown} more` : ""}.`,
        ]),
    ...(crossing.length === 0 ? [] : [`In no sum, as they reach beyond the month: ${list(crossing)}.`]),
    ...(without.length === 0 ? [] : [`Without a footprint: ${list(without)}.`]),
    ...(unknown.length === 0 ? [] : [`Incomplete, so that there is no sum: ${list(unknown)}.`]),
  ];
}

const shown = 5;
