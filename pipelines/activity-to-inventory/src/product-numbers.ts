import type { AllocationWhere } from "./model-allocation.ts";
import type { Entry } from "./shape-of-many.ts";

export interface Asked {
  readonly key: string;
  readonly names: readonly string[];
  readonly where: AllocationWhere;
}

/** One number for each product, no more and no fewer. */
export function numbersFor(
  given: readonly Entry<string>[] | undefined,
  { key, names, where: { path, report } }: Asked,
): ReadonlyMap<string, string> | undefined {
  if (given === undefined) {
    report.say(path, {
      problem: `The method needs "${key}".`,
      fix: `Add \`${key}\` with a number for each of: ${names.join(", ")}.`,
    });
    return undefined;
  }
  const missing = names.filter((name) => !given.some((entry) => entry.name === name));
  if (missing.length > 0) {
    report.say([...path, key], {
      problem: `"${key}" says nothing of ${missing.join(", ")}.`,
      fix: "Give each product its number; 0 is one too where it is meant.",
    });
  }
  const known = given.flatMap(({ name, value }) =>
    value !== undefined && names.includes(name) ? [[name, value] as const] : [],
  );
  return known.length === names.length ? new Map(known) : undefined;
}
