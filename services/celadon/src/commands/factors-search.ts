import { Command } from "commander";
import { examples } from "../examples.ts";
import { type FactorRow, perUnitText } from "../factor-row.ts";
import { printList } from "../print-list.ts";
import type { Column } from "../print-table.ts";
import type { Shell } from "../shell.ts";

/** Every placeholder is from memory, so its word says enough. */
const useText = ({ use, confidence }: FactorRow): string =>
  confidence === "recalled" && use !== "placeholder" ? `${use}, recalled` : use;

const columns: readonly Column<FactorRow>[] = [
  { head: "ID", of: ({ id }) => id },
  { head: "ACTIVITY", of: ({ activity }) => activity },
  { head: "PLACE", of: ({ region }) => region },
  { head: "YEAR", of: ({ dataYear }) => (typeof dataYear === "number" ? `${dataYear}` : "-") },
  { head: "GAS", of: ({ gas }) => gas },
  { head: "VALUE", of: ({ value }) => value, isFigure: true },
  { head: "UNIT", of: perUnitText },
  { head: "FOR", of: ({ purposes }) => purposes.join(", ") },
  { head: "USE", of: useText },
];

/** `celadon factors search`: rows that hold every word in their names, place, gas, year or source. */
export const factorsSearch = (shell: Shell): Command =>
  new Command("search")
    .description("find factor rows by words: activity, place, gas, year, source")
    .argument("[words...]", "all of these words; without any, every row")
    .option("--json", "print the JSON array of the interface")
    .addHelpText(
      "after",
      examples("factors search electricity CN", "factors search coal upstream", "factors search --json"),
    )
    .action(async (words: readonly string[], { json }: { readonly json?: true }) => {
      await using service = await shell.openService();
      const q = words.length === 0 ? undefined : words.join(" ");
      const none =
        "No factor row holds these words: try fewer. A place in capital letters, such as CN or CN-GD, is the whole place of a row.";
      await printList<FactorRow>(shell, service, {
        question: { path: "/v1/factors", query: { q } },
        columns,
        json,
        none,
      });
    });
