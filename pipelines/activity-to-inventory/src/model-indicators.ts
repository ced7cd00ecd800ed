import type { Path } from "./fault.ts";
import { type IndicatorKey, indicatorKeys, indicatorKinds } from "./indicator-key.ts";
import type { IndicatorPartDraft, IndicatorsDraft } from "./indicator-shape.ts";
import type { Scope } from "./model-amounts.ts";
import { flowOf } from "./model-processes.ts";
import type { Indicator, IndicatorPart, Indicators } from "./plant-model.ts";
import { dimensionOf, unitRatio } from "./unit-ratio.ts";
import { unknownName } from "./unknown-name.ts";

interface Where extends Omit<Scope, "process"> {
  /** Names of the declared products. */
  readonly products: readonly string[];
}

/** Reads the indicators: the product exists, and every part ends in the unit of its indicator, or in that of its factor row. */
export function readIndicators(draft: IndicatorsDraft, where: Where): Indicators {
  const { report, products } = where;
  if (!products.includes(draft.per)) {
    report.say(
      ["indicators", "per"],
      unknownName("Product", draft.per, products, "Name one that stands under products."),
    );
  }
  const indicators = indicatorKeys.flatMap((key): readonly Indicator[] => {
    const parts = draft[key]?.flatMap(({ name, value }) =>
      value === undefined ? [] : (partOf(name, value, { key, where }) ?? []),
    );
    return parts === undefined ? [] : [{ ...indicatorKinds[key], parts }];
  });
  if (indicators.length === 0) {
    report.say(["indicators"], {
      problem: `"indicators" names none.`,
      fix: `Add one or more of: ${indicatorKeys.join(", ")}; or take it out.`,
    });
  }
  return { per: draft.per, indicators };
}

function partOf(
  name: string,
  draft: IndicatorPartDraft,
  { key, where }: { readonly key: IndicatorKey; readonly where: Where },
): IndicatorPart | undefined {
  const path = ["indicators", key, name];
  const { factor, row, place, sold = false, ...flowDraft } = draft;
  const { unit } = indicatorKinds[key];
  // Behind a factor row nobody knows the unit; behind all else of an energy it has to be told apart from a forgotten factor.
  const wanted = factor === undefined && (key !== "energy" || flowDraft.times !== undefined) ? unit : undefined;
  const flow = flowOf(name, flowDraft, path, { ...where, process: "" }, flowDraft.unit ?? wanted);
  if (factor === undefined) judgeRow({ row, place }, path, where);
  if (flow === undefined) return undefined;
  if (factor === undefined && unitRatio(flow.amount.unit, unit) === undefined) {
    where.report.say(path, wrongUnit(name, key, flow.amount.unit));
    return undefined;
  }
  const wish =
    factor === undefined
      ? undefined
      : { activity: factor, ...(row === undefined ? {} : { row }), ...(place === undefined ? {} : { place }) };
  return { ...flow, isSold: sold, ...(wish === undefined ? {} : { factor: wish }) };
}

function judgeRow(
  given: { readonly row: string | undefined; readonly place: string | undefined },
  path: Path,
  { report }: Where,
): void {
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue;
    report.say([...path, key], {
      problem: `"${key}" is about a factor, and "${path.at(-1)}" names none.`,
      fix: "Add `factor`, the activity of the row.",
    });
  }
}

const wrongUnit = (
  name: string,
  key: IndicatorKey,
  found: string,
): { readonly problem: string; readonly fix: string } => ({
  problem: `"${name}" is in ${found} (${dimensionOf(found)}), and "${key}" is counted in ${indicatorKinds[key].unit} (${dimensionOf(indicatorKinds[key].unit)}).`,
  fix:
    key === "energy"
      ? "Name its factor, such as `factor: standard-coal/electricity`, or multiply it under times with one that gives kgce."
      : "Multiply it with a coefficient under times, such as `value: 0.73`, `unit: kg/m3`.",
});
