import { type Assessment, type Criterion, type CriterionAnswer, CriterionVerdict } from "@celadon/proto";
import { instantText, localText } from "@celadon/quantity";

/** An assessment in the JSON of the interface. What is unknown is null. */
export const assessmentJson = (one: Assessment) => ({
  ...{ factory: one.factory, product: one.product, scheme: one.scheme, schemeDocument: one.schemeDocument },
  ...{ period: one.period, from: instantText(Number(one.fromMs)), to: instantText(Number(one.toMs)) },
  localFrom: localText(Number(one.fromMs), one.timeZone),
  localTo: localText(Number(one.toMs), one.timeZone),
  gates: verdictText[one.gates],
  points: one.points ?? null,
  pointsPossible: one.pointsPossible ?? null,
  ...{ pointsReached: one.pointsReached, pointsLowest: one.pointsLowest, pointsHighest: one.pointsHighest },
  ...{ conclusion: one.conclusion, marks: one.marks, notes: one.notes },
  dimensions: one.dimensions.map(({ id, name, nameZh, weight, pointsReached, pointsLowest, pointsHighest }) => ({
    ...{ id, name, nameZh, weight, pointsReached, pointsLowest, pointsHighest },
  })),
  criteria: one.criteria.map(criterionJson),
});

const criterionJson = (one: Criterion) => ({
  ...{ id: one.id, number: one.number, clause: one.clause, name: one.requirement, nameZh: one.requirementZh },
  dimension: textOrNull(one.dimension),
  verdict: verdictText[one.verdict],
  ...{ value: one.value ?? null, unit: textOrNull(one.unit), basis: textOrNull(one.basis) },
  ...{ leading: one.leading ?? null, base: one.base ?? null, reference: textOrNull(one.reference) },
  ...{ points: one.points ?? null, weight: textOrNull(one.weight), evidence: one.evidence },
  answer: one.answer === undefined ? null : answerJson(one.answer),
  footprints: one.indicators.flatMap(({ footprint }) => (footprint === "" ? [] : [footprint])),
});

const answerJson = ({ value, unit, evidence, who, date }: CriterionAnswer) => ({
  ...{ value, unit: textOrNull(unit), evidence, who, date },
});

const textOrNull = (text: string): string | null => (text === "" ? null : text);

const verdictText: Readonly<Record<CriterionVerdict, string>> = {
  [CriterionVerdict.CRITERION_VERDICT_UNSPECIFIED]: "unknown",
  [CriterionVerdict.CRITERION_VERDICT_MET]: "met",
  [CriterionVerdict.CRITERION_VERDICT_NOT_MET]: "not met",
  [CriterionVerdict.CRITERION_VERDICT_UNKNOWN]: "unknown",
  [CriterionVerdict.CRITERION_VERDICT_NOT_APPLICABLE]: "not applicable",
};
