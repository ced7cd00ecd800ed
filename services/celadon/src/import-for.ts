import { type ImportRule, importRulesOf, readPlantModel } from "@celadon/activity-to-inventory";
import { didYouMean, nearest } from "@celadon/quantity";
import { csvHeader } from "./csv-header.ts";
import { failed, wrongUsage } from "./ending.ts";

/** Which rule a CSV file is read by: none for our own form, or one; `unknown` when no rule fits its header, and what each lacks. */
export type ImportChoice =
  | { readonly kind: "own"; readonly namesFactory: boolean }
  | { readonly kind: "rule"; readonly name: string }
  | { readonly kind: "unknown"; readonly lacks: readonly string[] };

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
  if (own.includes("channel") && own.includes("value")) return { kind: "own", namesFactory: own.includes("factory") };
  const fitting = rules.filter((rule) => fits(rule, head));
  if (fitting.length > 1) throw wrongUsage(severalText(fitting));
  if (fitting[0] !== undefined) return { kind: "rule", name: fitting[0].name };
  return { kind: "unknown", lacks: rules.map((rule) => lackText(rule, head)) };
}

/** Rules that fill other channels each are all meant, one after the other: amounts and registers of one file need a rule each. */
function severalText(rules: readonly ImportRule[]): string {
  const channels = rules.flatMap(({ columns }) => columns.map(({ channel }) => channel));
  const options = rules.map(({ name }) => `--import ${name}`);
  return new Set(channels).size === channels.length
    ? `Several import rules fit this file, and each fills channels of its own: ingest it once with each, ${options.join(", then ")}.`
    : `Several import rules fit this file: say which by ${options.join(" or ")}.`;
}

const fits = (rule: ImportRule, head: string): boolean => missing(rule, headerFor(rule, head)).length === 0;

const headerFor = ({ delimiter, skipLines = 0 }: ImportRule, head: string): readonly string[] =>
  csvHeader(head.split("\n").slice(skipLines).join("\n"), delimiter);

const missing = ({ time, columns }: ImportRule, header: readonly string[]): readonly string[] =>
  [...time.columns, ...columns.map(({ column }) => column)].filter((name) => !header.includes(name));

const columnsShown = 12;

/** Which columns of a rule a file has not, and which it has, the nearest to the first missing one in front. */
function lackText(rule: ImportRule, head: string): string {
  const header = headerFor(rule, head);
  const lacking = missing(rule, header);
  const near = nearest(lacking[0] as string, header); // a rule that fits has none missing
  const others = header.filter((name) => !near.includes(name));
  const all = [...near, ...others].slice(0, columnsShown).map((name) => `"${name}"`);
  const more = header.length > columnsShown ? `, and ${header.length - columnsShown} more` : "";
  const cut = header.length === 1 ? `, cut by ${JSON.stringify(rule.delimiter)} as the rule says` : "";
  return `Import rule "${rule.name}" reads ${lacking.map((name) => `"${name}"`).join(", ")}, which the file has not. Its columns${cut}: ${all.join(", ")}${more}.`;
}

function rulesOf(yaml: string): readonly ImportRule[] {
  const model = readPlantModel(yaml);
  if (model.kind !== "accept") throw failed(`The plant file has faults: celadon plant check FILE.\n${model.evidence}`);
  return importRulesOf(model.value);
}
