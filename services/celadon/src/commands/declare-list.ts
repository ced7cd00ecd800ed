import { Command } from "commander";
import { type Clocks, clocksOf } from "../clocks-of.ts";
import { examples } from "../examples.ts";
import { printList } from "../print-list.ts";
import type { Column } from "../print-table.ts";
import { refuseUnknownPlant } from "../refuse-unknown-plant.ts";
import type { Shell } from "../shell.ts";

interface DeclarationRow {
  readonly id: string;
  readonly factory: string;
  readonly channel: string;
  readonly kind: string;
  readonly at: string;
  readonly to?: string;
  readonly closing?: string;
  readonly opening?: string;
  readonly multiplier?: string;
  readonly who: string;
  readonly why: string;
}

const columns = (clocks: Clocks): readonly Column<DeclarationRow>[] => [
  { head: "KEY", of: ({ id }) => id },
  { head: "FACTORY", of: ({ factory }) => factory },
  { head: "CHANNEL", of: ({ channel }) => channel },
  { head: "KIND", of: ({ kind }) => kind },
  { head: "AT", of: ({ factory, at }) => clocks(factory, at) },
  { head: "TO", of: ({ factory, to = "" }) => clocks(factory, to) },
  { head: "CLOSING", of: ({ closing = "" }) => closing, isFigure: true },
  { head: "OPENING", of: ({ opening = "" }) => opening, isFigure: true },
  { head: "MULTIPLIER", of: ({ multiplier = "" }) => multiplier, isFigure: true },
  { head: "BY", of: ({ who, why }) => `${who}: ${why}` },
];

const asTold: Clocks = (_factory, instant) => instant;

interface Options {
  readonly factory?: string;
  readonly channel?: string;
  readonly json?: true;
}

/** `celadon declare list`: the declared facts that hold, with their keys. */
export const declareList = (shell: Shell): Command =>
  new Command("list")
    .description("list what was declared, with the keys to correct it or take it back")
    .option("--factory <name>", "of this factory only")
    .option("--channel <name>", "of this channel only")
    .option("--json", "print the JSON array of the interface")
    .addHelpText("after", examples("declare list --factory green-mill"))
    .action(async ({ factory, channel, json }: Options) => {
      await using service = await shell.openService();
      const question = { path: "/v1/declarations", query: { factory, channel } };
      const none = async () => {
        await refuseUnknownPlant(service, factory);
        return "Nothing was declared.";
      };
      await printList<DeclarationRow>(shell, service, {
        question,
        columns: columns(json === true ? asTold : await clocksOf(service)),
        json,
        none,
      });
    });
