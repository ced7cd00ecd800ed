import { figureText } from "./figure-text.ts";
import type { Column } from "./print-table.ts";

/** An assessment as the interface gives it. */
export interface AssessmentAnswer {
  readonly factory: string;
  readonly product: string;
  readonly schemeDocument: string;
  readonly period: string;
  readonly gates: string;
  readonly points: string | null;
  readonly pointsPossible: string | null;
  readonly pointsReached: string;
  readonly pointsLowest: string;
  readonly pointsHighest: string;
  readonly conclusion: string;
  readonly marks: readonly string[];
  readonly notes: readonly string[];
  readonly dimensions: readonly DimensionRow[];
  readonly criteria: readonly CriterionRow[];
}

export interface DimensionRow {
  readonly id: string;
  readonly name: string;
  readonly nameZh: string;
  readonly weight: string;
  readonly pointsReached: string;
  readonly pointsLowest: string;
  readonly pointsHighest: string;
}

/** A criterion, or a gate where the dimension is null. */
export interface CriterionRow {
  readonly number: string;
  readonly name: string;
  readonly nameZh: string;
  readonly dimension: string | null;
  readonly verdict: string;
  readonly value: string | null;
  readonly unit: string | null;
  readonly basis: string | null;
  readonly leading: string | null;
  readonly base: string | null;
  readonly points: string | null;
  readonly weight: string | null;
  readonly evidence: string;
}

const name = { head: "CRITERION", of: (row: CriterionRow) => `${row.name} ${row.nameZh}` };
const verdict = { head: "VERDICT", of: (row: CriterionRow) => row.verdict };

export const gateColumns: readonly Column<CriterionRow>[] = [
  { head: "NO.", of: ({ number }) => number },
  { ...verdict },
  { ...name, head: "GATE" },
];

export const criterionColumns: readonly Column<CriterionRow>[] = [
  { head: "NO.", of: ({ number }) => number },
  { ...verdict },
  { head: "POINTS", of: ({ points, weight }) => `${points ?? "-"} of ${weight}`, isFigure: true },
  { head: "VALUE", of: ({ value }) => figureText(value), isFigure: true },
  { head: "LEADING", of: ({ leading }) => figureText(leading), isFigure: true },
  { head: "BASE", of: ({ base }) => figureText(base), isFigure: true },
  { head: "UNIT", of: ({ unit }) => unit ?? "" },
  { ...name },
];

/** `12.5`, or `10 to 30` while something is unknown. */
export const rangeText = ({
  pointsLowest,
  pointsHighest,
}: Pick<DimensionRow, "pointsLowest" | "pointsHighest">): string =>
  pointsLowest === pointsHighest ? pointsLowest : `${pointsLowest} to ${pointsHighest}`;
