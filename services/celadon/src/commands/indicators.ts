import { Command } from "commander";
import { examples } from "../examples.ts";
import { figureText, shareText } from "../figure-text.ts";
import { dayText } from "../footprint-row.ts";
import { marksText } from "../marks-text.ts";
import { printList } from "../print-list.ts";
import type { Column } from "../print-table.ts";
import { askJson, type Service } from "../service.ts";
import type { Shell } from "../shell.ts";

interface IndicatorRow {
  readonly factory: string;
  readonly product: string;
  readonly indicator: string;
  readonly localFrom: string;
  readonly localTo: string;
  readonly amount: string | null;
  readonly unit: string;
  readonly declaredUnit: string;
  readonly coverage: string | null;
  readonly placeholderShare: string | null;
  readonly marks: readonly string[];
  readonly reason: string | null;
}

const columns: readonly Column<IndicatorRow>[] = [
  { head: "FACTORY", of: ({ factory }) => factory },
  { head: "PRODUCT", of: ({ product }) => product },
  { head: "INDICATOR", of: ({ indicator }) => indicator },
  { head: "FROM", of: ({ localFrom }) => dayText(localFrom) },
  { head: "TO", of: ({ localTo }) => dayText(localTo) },
  { head: "FIGURE", of: ({ amount }) => figureText(amount), isFigure: true },
  { head: "UNIT", of: ({ unit, declaredUnit }) => `${unit} per ${declaredUnit}` },
  { head: "COVERAGE", of: ({ coverage }) => shareText(coverage), isFigure: true },
  { head: "PLACEHOLDERS", of: ({ placeholderShare }) => shareText(placeholderShare), isFigure: true },
  { head: "MARKS, OR WHY NOT", of: ({ reason, marks }) => reason ?? marksText(marks) },
];

type Wanted = Pick<Options, "factory" | "by" | "period">;

/** For an empty list: from when to when there are any, where a period was asked for. */
async function noIndicator(service: Service, { period, ...wanted }: Wanted): Promise<string> {
  const yet = "No indicator yet: they come with the footprints, celadon footprint list.";
  if (period === undefined) return yet;
  const rows = await askJson<readonly IndicatorRow[]>(service, { path: "/v1/indicators", query: wanted });
  const [from] = rows.map(({ localFrom }) => dayText(localFrom)).sort();
  const to = rows
    .map(({ localTo }) => dayText(localTo))
    .sort()
    .at(-1);
  return from === undefined ? yet : `None in ${period}: there are some from ${from} to ${to}.`;
}

interface Options {
  readonly factory?: string;
  readonly by?: string;
  readonly period?: string;
  readonly json?: true;
}

/** `celadon indicators`: what products are ranked by, period by period. */
export const indicators = (shell: Shell): Command =>
  new Command("indicators")
    .description("list footprint, energy, water, pollutants and waste per unit of each product")
    .option("--factory <name>", "of this factory only")
    .option("--by <indicator>", "this indicator only, for example energy")
    .option("--period <months>", "of whole months: 2026, 2026-05 or 2025-11..2026-10")
    .option("--json", "print the JSON array of the interface")
    .addHelpText("after", examples("indicators --factory sunrise-boxes", "indicators --by energy --json"))
    .action(async ({ json, ...query }: Options) => {
      await using service = await shell.openService();
      const none = () => noIndicator(service, query);
      await printList<IndicatorRow>(shell, service, {
        question: { path: "/v1/indicators", query },
        columns,
        json,
        none,
      });
    });
