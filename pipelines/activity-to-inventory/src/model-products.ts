import type { Path } from "./fault.ts";
import type { PlantProcess, Product } from "./plant-model.ts";
import type { PlantDraft } from "./plant-shape.ts";
import type { ProcessDraft } from "./process-shape.ts";
import type { Report } from "./report.ts";
import type { Entry } from "./shape-of-many.ts";
import { dimensionOf, unitRatio } from "./unit-ratio.ts";
import { unknownName } from "./unknown-name.ts";

/** Product by name: the one process that makes it. Two makers are a fault, because nobody could say whose product is used. */
export function makersOf(processes: readonly Entry<ProcessDraft>[], report: Report): ReadonlyMap<string, string> {
  const makers = new Map<string, string>();
  for (const { name: process, value } of processes) {
    for (const { name: product } of value?.makes ?? []) {
      const other = makers.get(product);
      if (other === undefined) makers.set(product, process);
      else {
        report.say(["processes", process, "makes", product], {
          isName: true,
          problem: `"${product}" is made by "${other}" and by "${process}": whose is used could not be said.`,
          fix: "Give each its own name, and let a third process take both and make the one that is used.",
        });
      }
    }
  }
  return makers;
}

/** Every used product is made here, in a unit that converts. */
export function judgeUses(
  processes: readonly PlantProcess[],
  makers: ReadonlyMap<string, string>,
  report: Report,
): void {
  const made = new Map(processes.flatMap(({ makes }) => makes.map(({ name, amount }) => [name, amount.unit] as const)));
  for (const { name: process, uses } of processes) {
    for (const { name: product, amount } of uses) {
      const path = ["processes", process, "uses", product];
      if (!makers.has(product)) {
        report.say(path, {
          isName: true,
          ...unknownName("Product", product, makers.keys(), "Let a process make it, or buy it under takes."),
        });
        continue;
      }
      const unit = made.get(product);
      if (unit === undefined || unitRatio(amount.unit, unit) !== undefined) continue;
      report.say(path, {
        problem: `"${product}" is made in ${unit} (${dimensionOf(unit)}) and used in ${amount.unit} (${dimensionOf(amount.unit)}).`,
        fix: "Count both in units that convert.",
      });
    }
  }
}

type ProductDraft = NonNullable<NonNullable<PlantDraft["products"]>[number]["value"]>;

/** Whom a product may be compared with. Keys alone compare it with nobody, and somebody meant them to. */
function peersOf({ group, keys }: ProductDraft, path: Path, report: Report): Pick<Product, "group" | "keys"> {
  if (group === undefined && keys !== undefined) {
    report.say(path, {
      isName: true,
      severity: "warning",
      problem: `"${path.at(-2)}" has keys and no group, so that it is compared with nobody.`,
      fix: "Add `group`, such as `finished leather`, or take the keys out.",
    });
  }
  const known = keys?.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
  return { ...(group === undefined ? {} : { group }), ...(known === undefined ? {} : { keys: known }) };
}

/** The declared products; each is made by one process, in a unit that converts into the declared one. */
export function productsOf(
  drafts: NonNullable<PlantDraft["products"]>,
  { processes, makers }: { readonly processes: readonly PlantProcess[]; readonly makers: ReadonlyMap<string, string> },
  report: Report,
): readonly Product[] {
  return drafts.flatMap(({ name, value }) => {
    const path = ["products", name];
    const process = makers.get(name);
    if (process === undefined) {
      report.say(path, {
        isName: true,
        ...unknownName("Product", name, makers.keys(), "Let a process make it, or take it out."),
      });
      return [];
    }
    if (value === undefined) return [];
    if (value.process !== undefined && value.process !== process) {
      const problem = `"${name}" is made by "${process}", not by "${value.process}".`;
      report.say([...path, "process"], { problem, fix: `Write \`process: ${process}\`, or leave it out.` });
    }
    const made = processes.find((one) => one.name === process)?.makes.find((flow) => flow.name === name)?.amount.unit;
    const { amount: declaredAmount, unit: declaredUnit } = value.declaredUnit;
    if (made !== undefined && unitRatio(made, declaredUnit) === undefined) {
      report.say([...path, "declaredUnit"], {
        problem: `"${name}" is made in ${made} (${dimensionOf(made)}), which does not become ${declaredUnit} (${dimensionOf(declaredUnit)}).`,
        fix: `Declare it in ${made}, or multiply what is made with a coefficient.`,
      });
    }
    if (value.period.length === 0) {
      report.say([...path, "period"], {
        problem: `"${name}" gets a footprint of no period.`,
        fix: "Write `period: month`, `year`, `twelve-months`, or a list of them.",
      });
    }
    const { boundary, name: names = { en: name } } = value;
    const periods = [...new Set(value.period)].sort();
    return [
      {
        name,
        names,
        process,
        declaredAmount,
        declaredUnit,
        boundary,
        periods,
        ...peersOf(value, [...path, "keys"], report),
      },
    ];
  });
}
