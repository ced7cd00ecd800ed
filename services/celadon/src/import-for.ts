import { type ImportRule, importRulesOf, readPlantModel } from "@celadon/activity-to-inventory";
import { didYouMean } from "@celadon/quantity";
import { csvHeader } from "./csv-header.ts";
import { failed, wrongUsage } from "./ending.ts";

/** Which rule a CSV file is read by: none for our own form, or the name of one; `unknown` when no rule fits its header. */
export type ImportChoice =
  | { readonly kind: "own" }
  | { readonly kind: "rule"; readonly name: string }
  | { readonly kind: "unknown" };

/**
 * Chooses the import rule of a plant file for a CSV file by its header. `asked` is the name a person gave. Several that fit
 * are a question only a person can answer.
 */
export function importFor(head: string, yaml: string | undefined, asked: string | undefined): ImportChoice {
  const rules = yaml === undefined ? [] : rulesOf(yaml);
  if (asked !== undefined) {
    const names = rules.map(({ name }) => name);
    if (yaml === undefined || names.includes(asked)) return { kind: "rule", name: asked };
    const known = names.length === 0 ? "It declares none." : `It declares ${names.join(", ")}.`;
    throw wrongUsage(`The plant file has no import rule "${asked}".${didYouMean(asked, names)} ${known}`);
  }
  const own = csvHeader(head, ",");
  if (own.includes("channel") && own.includes("value")) return { kind: "own" };
  const fitting = rules.filter((rule) => fits(rule, head)).map(({ name }) => name);
  if (fitting.length > 1)
    throw wrongUsage(`Several import rules fit this file: say which by --import ${fitting.join(" or --import ")}.`);
  return fitting[0] === undefined ? { kind: "unknown" } : { kind: "rule", name: fitting[0] };
}

const fits = ({ delimiter, time, columns }: ImportRule, head: string): boolean => {
  const header = csvHeader(head, delimiter);
  return [...time.columns, ...columns.map(({ column }) => column)].every((name) => header.includes(name));
};

function rulesOf(yaml: string): readonly ImportRule[] {
  const model = readPlantModel(yaml);
  if (model.kind !== "accept") throw failed(`The plant file has faults: celadon plant check FILE.\n${model.evidence}`);
  return importRulesOf(model.value);
}
