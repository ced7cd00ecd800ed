import type { Path } from "./fault.ts";
import type { Coefficient } from "./plant-model.ts";
import type { Report } from "./report.ts";
import { dimensionOf, unitRatio } from "./unit-ratio.ts";

/** Follows the unit through the coefficients. After a factor row nobody knows it before the row is there: then it is stated. */
export function resultUnit(
  {
    start,
    times,
    wanted,
  }: { readonly start: string; readonly times: readonly Coefficient[]; readonly wanted: string | undefined },
  path: Path,
  report: Report,
): string | undefined {
  let unit: string | undefined = start;
  for (const [i, step] of times.entries()) {
    if (step.kind === "factor") unit = undefined;
    else if (step.perUnit !== undefined) {
      if (unit !== undefined && unitRatio(unit, step.perUnit) === undefined) {
        report.say([...path, "times", i], {
          problem: `The coefficient is per ${step.perUnit} (${dimensionOf(step.perUnit)}), and the amount before it is in ${unit} (${dimensionOf(unit)}).`,
          fix: `Write a unit that ends in /${unit}.`,
        });
        return undefined;
      }
      unit = step.unit;
    }
  }
  if (wanted !== undefined && unit !== undefined && unitRatio(unit, wanted) === undefined) {
    report.say([...path, "unit"], {
      problem: `The amount is in ${unit} (${dimensionOf(unit)}) and cannot become ${wanted} (${dimensionOf(wanted)}).`,
      fix: "Multiply it with a coefficient under times, such as `value: 0.73`, `unit: kg/m3`.",
    });
    return undefined;
  }
  if (wanted === undefined && unit === undefined) {
    report.say(path, {
      problem: "After a factor row the unit is not known here.",
      fix: "Add `unit`, the unit of the result.",
    });
  }
  return wanted ?? unit;
}
