import { Command } from "commander";
import { examples } from "../examples.ts";
import { printList } from "../print-list.ts";
import type { Column } from "../print-table.ts";
import { refuseUnknownPlant } from "../refuse-unknown-plant.ts";
import type { Shell } from "../shell.ts";

interface PlantRow {
  readonly id: string;
  readonly factory: string;
  readonly name: { readonly en: string; readonly zh?: string };
  readonly localEffectiveFrom: string;
  readonly channels: readonly string[];
  readonly products: readonly string[];
  readonly who: string;
  readonly why: string;
}

const columns: readonly Column<PlantRow>[] = [
  { head: "FACTORY", of: ({ factory }) => factory },
  { head: "NAME", of: ({ name: { en, zh } }) => (zh === undefined ? en : `${en} ${zh}`) },
  { head: "IN FORCE FROM", of: ({ localEffectiveFrom }) => localEffectiveFrom },
  { head: "CHANNELS", of: ({ channels }) => `${channels.length}`, isFigure: true },
  { head: "PRODUCTS", of: ({ products }) => products.join(", ") },
  { head: "VERSION", of: ({ id }) => id.slice(0, 12) },
  { head: "BY", of: ({ who, why }) => [who, why].filter((text) => text !== "").join(": ") },
];

/** `celadon plant list`: every version of every plant. */
export const plantList = (shell: Shell): Command =>
  new Command("list")
    .description("list the plants and the versions of their models")
    .option("--factory <name>", "of this factory only")
    .option("--json", "print the JSON array of the interface")
    .addHelpText("after", examples("plant list", "plant list --json"))
    .action(async ({ factory, json }: { readonly factory?: string; readonly json?: true }) => {
      await using service = await shell.openService();
      const question = { path: "/v1/plants", query: { factory } };
      const none = async () => {
        await refuseUnknownPlant(service, factory);
        return "No plant yet. Begin one: celadon plant new";
      };
      await printList<PlantRow>(shell, service, { question, columns, json, none });
    });
