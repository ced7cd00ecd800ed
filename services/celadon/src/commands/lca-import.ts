import { resolve } from "node:path";
import type { AllocationMethod, ImportOptions } from "@celadon/processes-to-system";
import { Command, InvalidArgumentError } from "commander";
import { examples } from "../examples.ts";
import { accepted } from "../lca/accepted.ts";
import { askedOf, type CharacteriseSaid, characteriseOptions } from "../lca/characterise-options.ts";
import { noteReport } from "../lca/note-report.ts";
import { reportFields } from "../lca/report-fields.ts";
import { writeSystem } from "../lca/write-system.ts";
import { printFields } from "../print-fields.ts";
import { readBytes } from "../read-text.ts";
import type { Shell } from "../shell.ts";

interface Said extends CharacteriseSaid {
  readonly to: string;
  readonly allocation?: Readonly<Record<string, AllocationMethod>>;
  readonly provider?: Readonly<Record<string, string>>;
  readonly sameLocation?: true;
  readonly avoidedAsCredit?: true;
  readonly json?: true;
}

/** `celadon lca import`: an openLCA archive becomes a system folder, with a report of all that did not fit. */
export function lcaImport(shell: Shell): Command {
  const [gwp, water] = characteriseOptions();
  return new Command("import")
    .description(
      "an openLCA JSON-LD archive as a system folder, with the class of every exchange and each case that is not simply linked",
    )
    .argument("<file>", "the zip archive")
    .requiredOption("--to <folder>", "the system folder to write")
    .addOption(gwp)
    .addOption(water)
    .option(
      "--allocation <process=method>",
      "how a process with several products is split, before the file's own method: physical, economic or causal; may stand several times",
      methodIn,
    )
    .option(
      "--provider <flow=process>",
      "the process that supplies a flow, before the file's own provider; may stand several times",
      providerIn,
    )
    .option("--same-location", "of several suppliers take the only one at the place of the demand")
    .option(
      "--avoided-as-credit",
      "read an avoided product on the input side as a credit, as openLCA's database keeps it; else it is refused",
    )
    .option("--json", "print the whole report")
    .addHelpText(
      "after",
      `\nWhere the archive brings methods of its own, these count, and the report says that others were not used.\n${examples(
        "lca import database.zip --to system --gwp AR6 --json",
        "lca import database.zip --to system --gwp AR5 --gwp AR6 --water aware",
        "lca import database.zip --to system --allocation 64dec5f5=physical --avoided-as-credit",
      )}`,
    )
    .action(async (file: string, said: Said) => {
      const { to, allocation, provider: providers, json } = said;
      const bytes = await readBytes(shell, file);
      const characterise = await askedOf(said);
      const options: ImportOptions = {
        ...(characterise === undefined ? {} : { characterise }),
        ...(allocation === undefined ? {} : { allocation }),
        ...(providers === undefined ? {} : { providers }),
        sameLocation: said.sameLocation === true,
        ...(said.avoidedAsCredit === true ? { avoidedOnDemandSide: "credit" } : {}),
      };
      // Loaded only here: it reads archives and formulas, and no other command does.
      const { importOpenLca } = await import("@celadon/processes-to-system");
      const imported = importOpenLca(bytes, options);
      if (imported.kind !== "accept")
        return void (await accepted(shell, {
          ...{ kind: "reject", code: codeOf(imported.reason), message: imported.evidence, ids: [], total: 0 },
        }));
      const { report, files } = imported.value;
      writeSystem(resolve(shell.folder, to), files);
      if (json === true) return shell.print(`${JSON.stringify(report)}\n`);
      await printFields(shell, reportFields(report));
      noteReport(shell, report);
    });
}

/** What is wrong with the archive is a bad file; what was asked for has the name it has in every command. */
const codeOf = (reason: string): string => (reason === "no-archive" || reason === "too-large" ? "bad-file" : reason);

const methods: readonly AllocationMethod[] = ["physical", "economic", "causal"];
const isMethod = (text: string | undefined): text is AllocationMethod => methods.some((one) => one === text);

/** `process=method`; an id may hold an equals sign. */
function methodIn(
  text: string,
  before: Readonly<Record<string, AllocationMethod>> | undefined,
): Readonly<Record<string, AllocationMethod>> {
  const [, process, method] = /^(.+)=([^=]+)$/.exec(text) ?? [];
  if (process !== undefined && isMethod(method)) return { ...before, [process]: method };
  throw new InvalidArgumentError(`Write process=method, with one of ${methods.join(", ")}.`);
}

/** `flow=process`; the process may hold an equals sign. */
function providerIn(
  text: string,
  before: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  const [, flow, process] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (flow !== undefined && process !== undefined) return { ...before, [flow]: process };
  throw new InvalidArgumentError("Write flow=process, with the ids of both.");
}
