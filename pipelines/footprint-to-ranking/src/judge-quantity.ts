import type { CriterionAnswer, Indicator } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";
import type { AssessedFactory } from "./assessed-factory.ts";
import { declaredText, type Judged, unknownBecause, verdictOf } from "./judged.ts";
import { measuredValue } from "./measured-value.ts";
import { type Reference, referenceOf } from "./reference-of.ts";
import { type Quantity, unitOfCriterion } from "./scheme.ts";
import { isWorse, score } from "./score.ts";

/**
 * A number against leading and base value. What is measured goes before what is declared; without either, and without the two
 * values, the criterion is unknown. `peersLeast`: see `referenceValues`.
 */
export function judgeQuantity(
  criterion: Quantity,
  factory: AssessedFactory,
  { answer, peersLeast }: { readonly answer: CriterionAnswer | undefined; readonly peersLeast: number },
): Judged {
  const unit = unitOfCriterion(criterion, factory.declaredUnit);
  const measured = measuredValue(criterion, factory);
  const indicators: readonly Indicator[] = measured.indicator === undefined ? [] : [measured.indicator];
  const reference = referenceOf(criterion, factory, peersLeast);
  const isKnown = reference.kind === "accept";
  const values = isKnown ? referenceText(reference.value) : { reference: "" };
  const value = measured.value ?? (answer === undefined ? undefined : new Decimal(answer.value));
  if (value === undefined) {
    const fix = `Declare it in ${unit}, with its evidence: answer "${criterion.id}".`;
    return unknownBecause(`${measured.why} ${fix}`, { indicators: [...indicators], ...values });
  }
  const basis = measured.value === undefined ? "declared" : "measured";
  const said = { indicators: [...indicators], value: value.toFixed(), basis, ...values };
  if (!isKnown) return unknownBecause(reference.evidence, said);
  const { leading, base, comparedWith } = reference.value;
  const { better, weight } = criterion;
  const isMet = !isWorse(value, base, better);
  return {
    ...said,
    verdict: verdictOf(isMet),
    points: score({ value, leading, base, better, weight: new Decimal(weight) }).toFixed(),
    evidence: [
      placeText({ isLeading: !isWorse(value, leading, better), isMet }, comparedWith),
      ...(answer === undefined ? [] : [basis === "declared" ? declaredText(answer) : unused(answer, unit)]),
    ].join(" "),
  };
}

const referenceText = ({ leading, base, comparedWith }: Reference) => ({
  leading: leading.toFixed(),
  base: base.toFixed(),
  reference: comparedWith,
});

function placeText(place: { readonly isLeading: boolean; readonly isMet: boolean }, comparedWith: string): string {
  if (place.isLeading) return `At the leading value or better, by ${comparedWith}.`;
  return place.isMet
    ? `Between base and leading value, by ${comparedWith}.`
    : `Worse than the base, by ${comparedWith}.`;
}

const unused = ({ value }: CriterionAnswer, unit: string): string =>
  `The declared ${value} ${unit} does not count: what is measured goes first.`;
