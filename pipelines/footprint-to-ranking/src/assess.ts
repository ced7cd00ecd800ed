import {
  type AssessedDimension,
  type Assessment,
  type Criterion,
  type CriterionAnswer,
  CriterionVerdict,
} from "@celadon/proto";
import { Decimal } from "@celadon/quantity";
import type { AssessedFactory } from "./assessed-factory.ts";
import { assessmentWords } from "./assessment-words.ts";
import { judgeChecklist } from "./judge-checklist.ts";
import { judgeCondition, judgeGate } from "./judge-condition.ts";
import { judgeQuantity } from "./judge-quantity.ts";
import type { Judged } from "./judged.ts";
import { monthBorders, monthSpanText } from "./month-span.ts";
import { type Gate, type Scheme, type SchemeCriterion, type SchemeDimension, unitOfCriterion } from "./scheme.ts";

const { CRITERION_VERDICT_MET: met, CRITERION_VERDICT_NOT_MET: notMet } = CriterionVerdict;
const { CRITERION_VERDICT_UNKNOWN: unknown } = CriterionVerdict;

/**
 * A factory against the gates and criteria of a scheme:
 *
 *   points     Σ of the criteria, absent while one is unknown
 *   reached    Σ of those that are known
 *   lowest     reached, as if all that is unknown gave nothing; highest: as if it gave its whole weight
 *
 * What is unknown stays so, with the sentence that says what is needed. Gates give no points: where one is not met, the factory is
 * no green one, whatever they are. Answers are those that `answerFaults` finds nothing wrong with. Any order of peers and of
 * answers gives the same assessment.
 */
export function assess(scheme: Scheme, factory: AssessedFactory, answers: readonly CriterionAnswer[]): Assessment {
  const answerTo = (id: string): CriterionAnswer | undefined => answers.find(({ criterion }) => criterion === id);
  const gates = scheme.gates.map((gate) => {
    const answer = answerTo(gate.id);
    return criterionOf(gate, judgeGate(gate, answer), { answer, dimension: "", unit: "" });
  });
  const criteria = scheme.dimensions.flatMap(({ id, criteria: some }) =>
    some.map((one) => {
      const answer = answerTo(one.id);
      const judged = judge(one, factory, { answer, peersLeast: scheme.peersLeast });
      return criterionOf(one, judged, { answer, dimension: id, unit: unitOfCriterion(one, factory.declaredUnit) });
    }),
  );
  const gate = gatesVerdict(gates);
  const { fromMs, toMs } = monthBorders(factory.months, factory.timeZone);
  const sums = sumsOf(criteria);
  const isWhole = criteria.every(({ verdict }) => verdict !== unknown);
  const points = isWhole ? sums.pointsReached : undefined;
  return {
    ...{ factory: factory.factory, product: factory.product, timeZone: factory.timeZone },
    ...{ fromMs: BigInt(fromMs), toMs: BigInt(toMs), period: monthSpanText(factory.months) },
    scheme: scheme.standard,
    schemeDocument: `${scheme.standard} ${scheme.name.zh}, ${scheme.edition}, ${scheme.locator}`,
    criteria: [...gates, ...criteria],
    points,
    pointsPossible: total(criteria.map(({ weight }) => weight)),
    ...sums,
    dimensions: scheme.dimensions.map((dimension) => dimensionOf(dimension, criteria)),
    gates: gate,
    marks: marksOf(factory, criteria),
    ...assessmentWords(scheme, factory, { gate, points, gates, criteria }),
  };
}

function judge(
  criterion: SchemeCriterion,
  factory: AssessedFactory,
  known: { readonly answer: CriterionAnswer | undefined; readonly peersLeast: number },
): Judged {
  switch (criterion.kind) {
    case "condition":
      return judgeCondition(criterion, factory, known.answer);
    case "checklist":
      return judgeChecklist(criterion, known.answer);
    case "quantity":
      return judgeQuantity(criterion, factory, known);
  }
}

const criterionOf = (
  asked: Gate | SchemeCriterion,
  judged: Judged,
  { answer, dimension, unit }: Pick<Criterion, "answer" | "dimension" | "unit">,
): Criterion => ({
  ...{ points: undefined, value: undefined, leading: undefined, base: undefined },
  ...judged,
  ...{ id: asked.id, number: asked.number, clause: asked.clause, answer, dimension, unit },
  requirement: asked.name.en,
  requirementZh: asked.name.zh,
  weight: "weight" in asked ? asked.weight : "",
});

function gatesVerdict(gates: readonly Criterion[]): CriterionVerdict {
  if (gates.some(({ verdict }) => verdict === notMet)) return notMet;
  return gates.every(({ verdict }) => verdict === met) ? met : unknown;
}

const total = (texts: readonly string[]): string =>
  texts.reduce((sum, text) => sum.plus(text), new Decimal(0)).toFixed();

function sumsOf(criteria: readonly Criterion[]) {
  const reached = total(criteria.flatMap(({ points }) => points ?? []));
  const open = total(criteria.flatMap(({ points, weight }) => (points === undefined ? weight : [])));
  return { pointsReached: reached, pointsLowest: reached, pointsHighest: total([reached, open]) };
}

const dimensionOf = ({ id, name, weight }: SchemeDimension, criteria: readonly Criterion[]): AssessedDimension => ({
  ...{ id, name: name.en, nameZh: name.zh, weight },
  ...sumsOf(criteria.filter(({ dimension }) => dimension === id)),
});

/** What a figure is, if it is no measured one of this world. */
function marksOf({ isSimulated }: AssessedFactory, criteria: readonly Criterion[]): string[] {
  const all = criteria.flatMap(({ indicators }) => indicators.flatMap(({ marks }) => marks));
  return [...(all.includes("illustrative") ? ["illustrative"] : []), ...(isSimulated ? ["simulated"] : [])];
}
