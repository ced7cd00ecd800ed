import { type Criterion, type CriterionAnswer, CriterionVerdict } from "@celadon/proto";

/** What a criterion is found to be. */
export type Judged = Pick<Criterion, "verdict" | "indicators" | "evidence" | "reference" | "basis"> &
  Partial<Pick<Criterion, "points" | "value" | "leading" | "base">>;

/** Neither met nor missed: `evidence` says why, and what would change it. */
export const unknownBecause = (evidence: string, more: Partial<Judged> = {}): Judged => ({
  verdict: CriterionVerdict.CRITERION_VERDICT_UNKNOWN,
  indicators: [],
  reference: "",
  basis: "",
  ...more,
  evidence,
});

export const verdictOf = (isMet: boolean): CriterionVerdict =>
  isMet ? CriterionVerdict.CRITERION_VERDICT_MET : CriterionVerdict.CRITERION_VERDICT_NOT_MET;

/** `Audit report 2026/7 (Mei, 2026-12-31)` */
export const declaredText = ({ evidence, who, date }: CriterionAnswer): string => `${evidence} (${who}, ${date})`;
