import type { Path, Report } from "@celadon/activity-to-inventory/closed-yaml";
import { indicatorUnits, type SchemeCriterion } from "@celadon/footprint-to-ranking";
import { unitOf, unitsConvert } from "@celadon/quantity";
import type { CriterionDraft } from "./scheme-shape.ts";

/** A criterion by what its file gives it: items to count, a number with its unit, or else a condition. Undefined after a fault. */
export function criterionOf(
  id: string,
  draft: CriterionDraft,
  path: Path,
  report: Report,
): SchemeCriterion | undefined {
  const { number, clause, name, weight, asks, items, unit } = draft;
  const common = { id, number, clause, name, weight, asks };
  const say = (problem: string, fix: string): undefined => {
    report.say(path, { problem: `"${id}" ${problem}`, fix });
    return undefined;
  };
  const stated = statedOf(draft);
  if (stated === "torn") return say("has a part of `leading`, `base` and `source`.", "Give all three, or none.");
  if (items !== undefined) {
    if (stated === undefined)
      return say("counts items without leading and base value.", "Give leading, base and source.");
    const foreign = foreignOf(draft, ["unit", "per", "better", "measured", "shownBy"]);
    if (foreign !== undefined) return say(`counts items, which have no "${foreign}".`, "Take it out.");
    if (Number(stated.leading) < Number(stated.base)) return say(backwards, forwards);
    return { kind: "checklist", ...common, items, stated };
  }
  if (unit === undefined) {
    const foreign = foreignOf(draft, ["per", "better", "measured", "leading"]);
    if (foreign !== undefined)
      return say(`has "${foreign}", but no unit.`, "Give the number its unit, or take it out.");
    return { kind: "condition", ...common, isShownByFootprint: draft.shownBy === "footprint" };
  }
  const { better, per, measured } = draft;
  if (better === undefined)
    return say("is a number, and nothing says what is better.", "Add `better: less` or `more`.");
  if (draft.shownBy !== undefined) return say('is a number, which has no "shownBy".', "Take it out.");
  if (stated !== undefined) {
    if (per === "product") return say("states values per product.", "Say per which unit, such as `per: t`.");
    const isTurned =
      better === "less" ? Number(stated.leading) > Number(stated.base) : Number(stated.leading) < Number(stated.base);
    if (isTurned) return say(backwards, forwards);
  }
  if (measured !== undefined) {
    if (per === undefined || better === "more") {
      return say(
        `is measured by ${measured}, which is per product, and less is better.`,
        "Add `per`, and `better: less`.",
      );
    }
    const [own, wanted] = [unitOf(indicatorUnits[measured]), unitOf(unit)];
    if (own.kind !== "accept" || wanted.kind !== "accept" || !unitsConvert(own.value, wanted.value)) {
      return say(
        `is in ${unit}, and ${measured} is in ${indicatorUnits[measured]}.`,
        `Take a unit that converts into it.`,
      );
    }
  }
  return { kind: "quantity", ...common, unit, per, better, measured, stated };
}

const backwards = "has a leading value worse than its base.";
const forwards = "Exchange them, or check what is better.";

function statedOf({ leading, base, source }: CriterionDraft) {
  if (leading === undefined && base === undefined && source === undefined) return undefined;
  return leading === undefined || base === undefined || source === undefined ? "torn" : { leading, base, source };
}

const foreignOf = (draft: CriterionDraft, keys: readonly (keyof CriterionDraft)[]): string | undefined =>
  keys.find((key) => draft[key] !== undefined);
