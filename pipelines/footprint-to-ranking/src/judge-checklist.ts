import type { CriterionAnswer } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";
import { itemsOf } from "./items-of.ts";
import { declaredText, type Judged, unknownBecause, verdictOf } from "./judged.ts";
import type { Checklist } from "./scheme.ts";
import { isWorse, score } from "./score.ts";

/** How many of the items the answer names, against the stated leading and base count; more is better. */
export function judgeChecklist(
  { id, asks, items, weight, stated }: Checklist,
  answer: CriterionAnswer | undefined,
): Judged {
  const { leading, base, source } = stated;
  const known = { leading, base, reference: source };
  if (answer === undefined) {
    return unknownBecause(
      `${asks}: nothing in Celadon says it. Answer "${id}" with the numbers of those of the ${items.length} that apply, or none.`,
      known,
    );
  }
  const value = new Decimal(itemsOf(answer.value, items.length)?.length ?? Number.NaN);
  const against = { leading: new Decimal(leading), base: new Decimal(base), better: "more" } as const;
  return {
    ...known,
    value: value.toFixed(),
    verdict: verdictOf(!isWorse(value, against.base, "more")),
    points: score({ value, weight: new Decimal(weight), ...against }).toFixed(),
    indicators: [],
    basis: "declared",
    evidence: declaredText(answer),
  };
}
