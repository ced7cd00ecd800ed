import { resolve } from "node:path";
import type { View } from "@celadon/processes-to-system";
import { Command, InvalidArgumentError, Option } from "commander";
import { examples } from "../examples.ts";
import { accepted } from "../lca/accepted.ts";
import { askedOf, type CharacteriseSaid, characteriseOptions } from "../lca/characterise-options.ts";
import { noteReport } from "../lca/note-report.ts";
import { reportFields } from "../lca/report-fields.ts";
import { writeSystem } from "../lca/write-system.ts";
import { printFields } from "../print-fields.ts";
import { readText } from "../read-text.ts";
import type { Shell } from "../shell.ts";

interface Said extends CharacteriseSaid {
  readonly to: string;
  readonly set?: Readonly<Record<string, number>>;
  readonly allocation?: Readonly<Record<string, string>>;
  readonly view?: View;
  readonly json?: true;
}

/** `celadon lca build`: processes written by hand become a system folder, with a report of all that did not fit. */
export function lcaBuild(shell: Shell): Command {
  const [gwp, water] = characteriseOptions();
  return new Command("build")
    .description(
      "a process document as a system folder: formulas, units, allocation, recycling and providers worked out, with the class of every exchange",
    )
    .argument("<file>", "the process document, JSON")
    .requiredOption("--to <folder>", "the system folder to write")
    .option(
      "--set <parameter>",
      "a scenario: name=value everywhere, or process/name=value in one process; may stand several times",
      parameterIn,
    )
    .option(
      "--allocation <process=method>",
      "split a process by economic, physical:mass (or another property) or substitution, before what the document says; may stand several times",
      allocationIn,
    )
    .addOption(
      new Option("--view <view>", "how bought electricity is counted: by its place or by the contract").choices([
        "location",
        "market",
      ] satisfies readonly View[]),
    )
    .addOption(gwp)
    .addOption(water)
    .option("--json", "print the whole report")
    .addHelpText(
      "after",
      `\nHow a document is written, key by key and with a whole example: pipelines/processes-to-system/format.md; for editors: processes.schema.json beside it.\n${examples(
        "lca build tannery.json --to system --gwp AR6",
        "lca build tannery.json --to greener --set recycled_content=0.6 --view market --json",
      )}`,
    )
    .action(async (file: string, { to, set, allocation, view, json, ...said }: Said) => {
      const text = await readText(shell, file);
      const characterise = await askedOf(said);
      const { buildSystem } = await import("@celadon/processes-to-system"); // loaded only here: it reads formulas
      const built = buildSystem(text, {
        ...(set && { set }),
        ...(allocation && { allocation }),
        ...(view && { view }),
        ...(characterise && { characterise }),
      });
      if (built.kind !== "accept") {
        const { reason, evidence, faults } = built;
        const ids = faults.map(({ at }) => at);
        const code = reason === "bad-document" ? "bad-file" : reason;
        const by = reason === "view-needed" ? " Here: --view location or --view market." : "";
        const message = reason === "bad-document" ? `${file}: ${evidence}` : `${evidence}${by}`;
        const refusal = { code, message, ids: ids.slice(0, 10), total: ids.length };
        return void (await accepted(shell, { kind: "reject", ...refusal }));
      }
      const { report, files } = built.value;
      writeSystem(resolve(shell.folder, to), files);
      if (json === true) return shell.print(`${JSON.stringify(report)}\n`);
      await printFields(shell, [["view", report.view ?? "not told apart"], ...reportFields(report)]);
      noteReport(shell, report);
    });
}

/** `recycled_content=0.6`; a later one of the same name goes before. */
function parameterIn(
  text: string,
  before: Readonly<Record<string, number>> | undefined,
): Readonly<Record<string, number>> {
  const found = /^([^=]+)=([^=]+)$/.exec(text);
  const value = Number(found?.[2]);
  if (found === null || !Number.isFinite(value) || found[2]?.trim() === "")
    throw new InvalidArgumentError("Write name=value, such as recycled_content=0.6.");
  return { ...before, [found[1] as string]: value };
}

/** `process=method`; an id may hold an equals sign. */
function allocationIn(
  text: string,
  before: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  const [, process, method] = /^(.+)=([^=]+)$/.exec(text) ?? [];
  if (process !== undefined && method !== undefined) return { ...before, [process]: method };
  throw new InvalidArgumentError("Write process=method, such as boiler=physical:energy.");
}
