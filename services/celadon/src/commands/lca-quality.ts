import { resolve } from "node:path";
import {
  type LinearSystem,
  linearSolver,
  type NoShare,
  type NotApplicable,
  type PrimaryShares,
  primaryShares,
  productQuality,
  type ScoreRounding,
} from "@celadon/inventory-to-footprint/systems";
import { Command, Option } from "commander";
import { examples } from "../examples.ts";
import { accepted } from "../lca/accepted.ts";
import { amountText } from "../lca/amount-text.ts";
import { type FallbackSaid, fallbackOf, fallbackOption } from "../lca/fallback-option.ts";
import { noteLowerBounds } from "../lca/note-lower-bound.ts";
import { readFolder } from "../lca/read-folder.ts";
import { printFields } from "../print-fields.ts";
import type { Shell } from "../shell.ts";

interface Said extends FallbackSaid {
  readonly product?: string;
  readonly method: string;
  readonly notApplicable: NotApplicable;
  readonly rounding: ScoreRounding;
  readonly json?: true;
}

/** `celadon lca quality`: how well a footprint is known. */
export const lcaQuality = (shell: Shell): Command =>
  new Command("quality")
    .description("how well the impact of a product is known: primary data, scores of data quality, what was cut off")
    .argument("<folder>", "the system folder; processes.csv has primary (0 to 1), scores (2;1;3;1;2) and left_out")
    .option("--product <id>", "the product; where it is left out, the primary-data share of every product")
    .requiredOption("--method <id>", "the method")
    .addOption(
      new Option("--not-applicable <how>", "what a score that does not apply (-) is to its mean")
        .choices(["leave-out", "worst"])
        .default("leave-out"),
    )
    .addOption(
      new Option("--rounding <how>", "how a mean becomes a score").choices(["half-up", "ceiling"]).default("half-up"),
    )
    .addOption(fallbackOption())
    .option("--json", "print one JSON object")
    .addHelpText("after", examples("lca quality system --product leather --method GWP100-AR6 --json"))
    .action(async (folder: string, { product, method, notApplicable, rounding, json, ...said }: Said) => {
      const system = await accepted(shell, readFolder(resolve(shell.folder, folder)));
      const solver = await accepted(shell, linearSolver(system, fallbackOf(said)));
      if (product === undefined) {
        const shares = await accepted(shell, primaryShares(solver, method));
        const rows = rowsOf(system, shares);
        if (json === true) return shell.print(`${JSON.stringify({ products: rows })}\n`);
        return printFields(
          shell,
          rows.map((row) => [row.id, row.noShare === null ? sharesText(row) : saysNothing[row.noShare]] as const),
        );
      }
      const quality = await accepted(shell, productQuality(solver, { product, method, notApplicable, rounding }));
      noteLowerBounds(shell, solver, [product]);
      if (json === true) return shell.print(`${JSON.stringify(quality)}\n`);
      const { cutOff } = quality;
      await printFields(shell, [
        ["total", `${amountText(quality.total)} ${quality.unit}`],
        ["primary data", `${shareText(quality.primaryShare)} (${quality.primaryShareOf})`],
        ["not stated", shareText(quality.primaryUnstated)],
        ["scored", shareText(quality.scored)],
        ["scores", quality.rounded.map((score) => score ?? "-").join(";")],
        ["left out", `${cutOff.exchangesLeftOut} exchanges of ${cutOff.processesAffected} processes`],
      ]);
    });

/** In the order of the list that people gave. */
function rowsOf({ products }: LinearSystem, { total, units, primary, unstated, noShare }: PrimaryShares) {
  return products
    .map(({ id, index }, i) => {
      const impact = { total: total[i] as number | null, unit: units[i] as string };
      const shares = { primaryShare: primary[i] as number | null, primaryUnstated: unstated[i] as number | null };
      return { index, row: { id, ...impact, ...shares, noShare: noShare[i] as NoShare | null } };
    })
    .sort((a, b) => a.index - b.index)
    .map(({ row }) => row);
}

const saysNothing: Readonly<Record<NoShare, string>> = {
  "unknown-impact": "unknown: a process that it needs states no impact of its own",
  "no-impact": "none: it has no impact",
  cancelled: "none: credits leave next to nothing of the impact; --product tells the share of the gross one",
  "outside-by-credits": "none: credits put it outside of 0 to 100 %; --product tells the share of the gross impact",
};

/** What nobody states counts as no primary data, which a bare 0 % would hide. */
const sharesText = ({
  primaryShare,
  primaryUnstated,
}: Pick<ReturnType<typeof rowsOf>[number], "primaryShare" | "primaryUnstated">): string =>
  `${shareText(primaryShare)}${primaryUnstated === 0 ? "" : `, not stated ${shareText(primaryUnstated)}`}`;

const shareText = (share: number | null): string => (share === null ? "unknown" : `${(share * 100).toFixed(1)} %`);
