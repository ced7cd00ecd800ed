import type { CriterionAnswer } from "@celadon/proto";
import type { AssessedFactory } from "./assessed-factory.ts";
import { declaredText, type Judged, unknownBecause, verdictOf } from "./judged.ts";
import { monthSpanText } from "./month-span.ts";
import type { Condition, Gate } from "./scheme.ts";

/** A gate, or a condition that gives full points or none: an answer says whether it is met. Nobody grants it to themselves. */
export function judgeGate({ id }: Gate, answer: CriterionAnswer | undefined): Judged {
  if (answer !== undefined) return judgeAnswer(answer);
  return unknownBecause(`Nothing in Celadon says it: answer "${id}" with met or not met, and the evidence.`);
}

/**
 * An answer goes first: whether a report is there and good is for the assessor to say. Without one, a complete footprint of the
 * product over the period shows that it is quantified, if it begins at the cradle: one from gate to gate is none of a product.
 */
export function judgeCondition(
  condition: Condition,
  { footprint, months, product }: AssessedFactory,
  answer: CriterionAnswer | undefined,
): Judged {
  const { id, asks, weight, isShownByFootprint } = condition;
  if (answer !== undefined) {
    const isMet = answer.value === "met";
    return { ...judgeAnswer(answer), points: isMet ? weight : "0" };
  }
  const fix = `Answer "${id}" with met or not met, and the evidence.`;
  if (!isShownByFootprint) return unknownBecause(`${asks}: nothing in Celadon says it. ${fix}`);
  if (footprint === undefined) return unknownBecause(`"${product}" has no footprint. ${fix}`);
  const { indicator, boundary } = footprint;
  const indicators = [indicator];
  if (indicator.amount === undefined) return unknownBecause(`${indicator.reason} Or: ${fix}`, { indicators });
  if (!boundary.startsWith("cradle-to-")) {
    return unknownBecause(`The footprint is ${boundary}, which is none of a product. ${fix}`, { indicators });
  }
  const partial = boundary === "cradle-to-grave" ? "" : ", a partial one";
  return {
    ...{ verdict: verdictOf(true), points: weight, indicators, reference: "", basis: "measured" },
    evidence: `The footprint of "${product}" over ${monthSpanText(months)} is complete (${boundary}${partial}): ${indicator.footprint}. The report is for the assessor to see.`,
  };
}

const judgeAnswer = (answer: CriterionAnswer): Judged => ({
  ...{ verdict: verdictOf(answer.value === "met"), indicators: [], reference: "", basis: "declared" },
  evidence: declaredText(answer),
});
