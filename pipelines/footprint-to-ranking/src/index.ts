export { type AnswerFault, answerFaults } from "./answer-faults.ts";
export { assess } from "./assess.ts";
export type { AssessedFactory, FootprintFigure, MeasuredFigure } from "./assessed-factory.ts";
export { chooseGroup, type GroupSize, type WantedGroup } from "./choose-group.ts";
export { populationOf } from "./differing-keys.ts";
export { isIndicatorName, unknownIndicator } from "./indicator-names.ts";
export { indicatorUnits, type MeasuredName } from "./indicator-units.ts";
export { indicatorsOf } from "./indicators-of.ts";
export { missingMonths } from "./missing-months.ts";
export {
  type MonthSpan,
  monthBorders,
  monthSpanNear,
  monthSpanOf,
  monthSpanText,
  readMonthSpan,
} from "./month-span.ts";
export { overMonths } from "./over-months.ts";
export { peerGroupId } from "./peer-group-id.ts";
export { peerGroupOf } from "./peer-group-of.ts";
export { perUnit } from "./per-unit.ts";
export { type Entry, rank, type WantedRanking } from "./rank.ts";
export {
  criteriaOf,
  type Gate,
  type Scheme,
  type SchemeCriterion,
  type SchemeDimension,
  unitOfCriterion,
  type Words,
} from "./scheme.ts";
