import { type Fault, type Report, readParts, reportOn, yamlTree } from "@celadon/activity-to-inventory/closed-yaml";
import type { Scheme, SchemeCriterion, SchemeDimension } from "@celadon/footprint-to-ranking";
import { Decimal } from "@celadon/quantity";
import { criterionOf } from "./criterion-of.ts";
import { type SchemeDraft, schemeFields } from "./scheme-shape.ts";

export interface CheckedScheme {
  /** Absent when there is a fault. */
  readonly scheme?: Scheme;
  readonly faults: readonly Fault[];
}

/** Reads a scheme file and tells everything that is wrong with it at once, by line. */
export function checkScheme(text: string): CheckedScheme {
  const { tree, faults } = yamlTree(text);
  if (tree === undefined) return { faults };
  const report = reportOn(tree);
  const draft = readParts(schemeFields, tree, [], report);
  const scheme = draft && schemeOf(draft, report);
  const all = report.faults();
  return all.length > 0 || scheme === undefined ? { faults: all } : { scheme, faults: [] };
}

function schemeOf(draft: SchemeDraft, report: Report): Scheme | undefined {
  const { id, standard, name, edition, locator, peersLeast, notes = [] } = draft;
  const gates = (draft.gates ?? []).flatMap((gate) =>
    gate.value === undefined ? [] : [{ id: gate.name, ...gate.value }],
  );
  const dimensions = (draft.dimensions ?? []).flatMap((entry) => dimensionOf(entry, report));
  judgeIds(
    [...gates, ...dimensions.flatMap(({ criteria }) => criteria)].map((one) => one.id),
    report,
  );
  judgeSum("100", dimensions, ["dimensions"], report);
  if (id === undefined || standard === undefined || name === undefined) return undefined;
  if (edition === undefined || locator === undefined || peersLeast === undefined) return undefined;
  return {
    ...{ id, standard, name, edition, locator, peersLeast, notes },
    gates: gates.toSorted(byNumber),
    dimensions: dimensions.toSorted((a, b) => byNumber(firstOf(a), firstOf(b))),
  };
}

type DimensionEntry = NonNullable<SchemeDraft["dimensions"]>[number];

function dimensionOf({ name: id, value }: DimensionEntry, report: Report): readonly SchemeDimension[] {
  if (value === undefined) return [];
  const path = ["dimensions", id, "criteria"];
  const criteria = value.criteria.flatMap((entry) =>
    entry.value === undefined ? [] : (criterionOf(entry.name, entry.value, [...path, entry.name], report) ?? []),
  );
  if (criteria.length === value.criteria.length) judgeSum(value.weight, criteria, ["dimensions", id, "weight"], report);
  return [{ id, name: value.name, weight: value.weight, criteria: criteria.toSorted(byNumber) }];
}

function judgeSum(
  wanted: string,
  parts: readonly { readonly weight: string }[],
  path: readonly string[],
  report: Report,
): void {
  const sum = parts.reduce((all, { weight }) => all.plus(weight), new Decimal(0));
  if (report.faults().length > 0 || sum.equals(wanted)) return; // beside a fault, a part may merely be unread
  const what = path.length === 1 ? "dimensions" : `criteria of "${path[1]}"`;
  report.say(path, {
    problem: `The weights of the ${what} add up to ${sum.toFixed()}, not ${wanted}.`,
    fix: "Mend one of them.",
  });
}

function judgeIds(ids: readonly string[], report: Report): void {
  for (const id of new Set(ids.filter((one, i) => ids.indexOf(one) < i))) {
    report.say(["dimensions"], { problem: `"${id}" stands for two criteria or gates.`, fix: "Rename one of them." });
  }
}

const firstOf = ({ criteria }: SchemeDimension): Pick<SchemeCriterion, "number"> => criteria[0] ?? { number: "" };

/** `2` before `11.1` before `11.2`. */
function byNumber(a: { readonly number: string }, b: { readonly number: string }): number {
  const [left, right] = [a, b].map(({ number }) => number.split(".").map(Number)) as [number[], number[]]; // two in, two out
  const at = left.findIndex((part, i) => part !== right[i]);
  if (at === -1) return left.length - right.length;
  return (left[at] as number) - (right[at] ?? -1);
}
