import { accept, type Outcome, reject } from "@celadon/quantity";
import { orderedSum } from "../ordered-sum.ts";
import { quoted } from "../quoted.ts";

/** A process of a result: how much it contributes, and the scores of its data, one for each indicator. */
export interface ScoredPart {
  readonly id: string;
  /** |d_j|: its direct contribution without the sign. */
  readonly weight: number;
  /** 1, the best, to 5; "not-applicable" where an indicator does not fit. Undefined: nobody scored this process. */
  readonly scores: readonly (number | "not-applicable")[] | undefined;
}

export interface ScoreRules {
  /** "left-out": the average is of those that have a score. "worst": it counts as a 5. */
  readonly notApplicable: "left-out" | "worst";
  readonly rounding: "half-up" | "ceiling";
}

/** One indicator of a result. */
export interface IndicatorScore {
  /** The weighted average, and the same as a whole score; undefined where nothing has a score. */
  readonly average: number | undefined;
  readonly score: number | undefined;
  /** Share of the weight that is not in the average, 0 to 1: unscored, or not applicable and left out. */
  readonly leftOutShare: number;
}

export interface ResultQuality {
  /** In the order of the scores; none where nobody scored anything. */
  readonly indicators: readonly IndicatorScore[];
  /** Share of the weight that nobody scored, 0 to 1. */
  readonly unscoredShare: number;
}

const worst = 5;

/** An average off a border by less than 1e-9 is on it, so that rounding errors of the sum decide no score. */
function rounded(average: number, rounding: ScoreRules["rounding"]): number {
  const near = Math.round(average * 1e9) / 1e9;
  return rounding === "ceiling" ? Math.ceil(near) : Math.floor(near + 0.5);
}

const weightOf = (parts: readonly { readonly weight: number }[]): number =>
  orderedSum(parts.map(({ weight }) => weight));

/**
 * The data quality of a result, indicator by indicator:  sum over j of w_j score_j / sum over j of w_j,  w_j = |d_j|
 *
 * Both rules change the outcome and are stated, never assumed. What nobody scored is in no average, and its share of the weight stands beside them. Refused, with
 * the processes: no weight at all, a weight that is negative or no number, a score outside of 1 to 5, fewer scores than another has.
 */
export function resultScores(
  parts: readonly ScoredPart[],
  { notApplicable, rounding }: ScoreRules,
): Outcome<ResultQuality, "quality"> {
  const refuse = (rule: string, at: readonly ScoredPart[]): Outcome<ResultQuality, "quality"> =>
    reject("quality", `${rule}, and these have not: ${quoted(at.map(({ id }) => id))}.`);
  const weightless = parts.filter(({ weight }) => !(weight >= 0 && Number.isFinite(weight)));
  if (weightless.length > 0) return refuse("Each has its contribution without the sign as its weight", weightless);
  const total = weightOf(parts);
  if (!(total > 0)) return reject("quality", "Nothing contributes to the result, so that its data have no quality.");
  const indicators = parts.reduce(
    (most, { scores }) => (scores === undefined ? most : Math.max(most, scores.length)),
    0,
  );
  const short = parts.filter(({ scores }) => scores !== undefined && scores.length !== indicators);
  if (short.length > 0) return refuse(`All that are scored have ${indicators} scores, as another has`, short);
  const outside = parts.filter(({ scores }) =>
    scores?.some((score) => score !== "not-applicable" && !(score >= 1 && score <= worst)),
  );
  if (outside.length > 0) return refuse("All scores are from 1 to 5", outside);

  const indicatorAt = (at: number): IndicatorScore => {
    const counted = parts.flatMap(({ weight, scores }) => {
      const stated = scores?.[at];
      const score = stated === "not-applicable" && notApplicable === "worst" ? worst : stated;
      return typeof score === "number" ? [{ weight, score }] : [];
    });
    const scored = weightOf(counted);
    const leftOut = parts.filter(({ scores }) => {
      const stated = scores?.[at];
      return stated === undefined || (stated === "not-applicable" && notApplicable === "left-out");
    });
    const leftOutShare = weightOf(leftOut) / total;
    if (scored === 0) return { average: undefined, score: undefined, leftOutShare };
    const average = orderedSum(counted.map(({ weight, score }) => weight * score)) / scored;
    return { average, score: rounded(average, rounding), leftOutShare };
  };
  return accept({
    indicators: Array.from({ length: indicators }, (_, at) => indicatorAt(at)),
    unscoredShare: weightOf(parts.filter(({ scores }) => scores === undefined)) / total,
  });
}
