import type { Fault } from "@celadon/activity-to-inventory";
import { Command } from "commander";
import { answersToBegin } from "../answers-to-begin.ts";
import type { AssessmentAnswer } from "../assessment-row.ts";
import { failedAndTold, wrongUsage } from "../ending.ts";
import { examples } from "../examples.ts";
import { printAssessment } from "../print-assessment.ts";
import { noteFaults } from "../print-faults.ts";
import { readText } from "../read-text.ts";
import { schemeFile } from "../scheme-file.ts";
import { type Ask, ask, refusalOf, textOf } from "../service.ts";
import type { Shell } from "../shell.ts";

interface Options {
  readonly scheme?: string;
  readonly answers?: string;
  readonly period?: string;
  readonly product?: string;
  readonly template?: true;
  readonly json?: true;
}

/** `celadon assess`: a factory against a green-factory scheme; what nobody measures is taken from a file of answers. */
export const assess = (shell: Shell): Command =>
  new Command("assess")
    .description("assess a factory by a green-factory scheme, GB/T 36132-2025 or a sector's own")
    .argument("[factory]", "the factory to assess")
    .option("--scheme <name or file>", "a scheme that comes with Celadon, or your own in a .yaml file")
    .option("--answers <file>", "what nobody measures: gates, management, land; each with its evidence")
    .option("--period <months>", "2026, 2026-05 or 2025-11..2026-10; else the last twelve whole months it has")
    .option("--product <name>", "per unit of which product, where several are measured")
    .option("--template", "print an answers file to begin from, in English and Chinese")
    .option("--json", "print the JSON object of the interface")
    .addHelpText(
      "after",
      `\nWhat is unknown gets no points and no zero: the total is shown as the range it may still have.\n${examples(
        "assess sunrise-boxes",
        "assess sunrise-boxes --template > answers.yaml",
        "assess sunrise-boxes --answers answers.yaml --scheme qbt-5976.yaml --period 2026",
      )}`,
    )
    .action(async (factory: string | undefined, options: Options) => {
      const { answers: file, period, product, template, json } = options;
      const scheme = await schemeFile(shell, options.scheme);
      if (template === true) return await shell.print(await answersToBegin(shell, scheme, factory));
      if (factory === undefined)
        throw wrongUsage("Which factory? celadon assess FACTORY; celadon plant list names them.");
      const answers = file === undefined ? undefined : await readText(shell, file);
      const own = "text" in scheme ? scheme : undefined;
      await using service = await shell.openService();
      const query = { factory, product, period, scheme: "text" in scheme ? undefined : scheme.name };
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ scheme: own?.text, answers });
      const question: Ask = { method: "POST", path: "/v1/assessments", query, headers, body };
      const files = { "scheme-faults": own?.file, "answers-faults": file };
      const text = await told(shell, files, async () => await textOf(service, await ask(service, question)));
      if (json === true) return await shell.print(`${text}\n`);
      return await printAssessment(shell, JSON.parse(text) as AssessmentAnswer); // what the interface promises
    });

/** Faults of a file are told line by line, and end the command with 1. */
async function told<T>(
  shell: Shell,
  files: Readonly<Record<string, string | undefined>>,
  asking: () => Promise<T>,
): Promise<T> {
  try {
    return await asking();
  } catch (error) {
    const refusal = refusalOf(error);
    const file = files[refusal?.code ?? ""];
    if (refusal === undefined || file === undefined || !Array.isArray(refusal.details)) throw error;
    noteFaults(shell, file, refusal.details as readonly Fault[]);
    shell.note(`celadon: ${refusal.message}\n`);
    throw failedAndTold();
  }
}
