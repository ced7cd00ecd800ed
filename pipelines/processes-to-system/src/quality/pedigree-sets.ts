/** What each indicator adds to the variance of ln x, for scores 1 to 5. */
export interface PedigreeSet {
  readonly source: string;
  readonly additionalVariance: Readonly<Record<PedigreeIndicator, readonly [number, number, number, number, number]>>;
}

/** In the order in which data sets write them, `(2;3;1;1;4)`. */
export const pedigreeIndicators = ["reliability", "completeness", "time", "geography", "technology"] as const;
export type PedigreeIndicator = (typeof pedigreeIndicators)[number];

/**
 * Named tables of factors; which one was used belongs beside the result, because they differ widely. Those of ecoinvent 3 are, rounded, (ln U / 2)^2
 * of the factors U of ecoinvent 2 (1.05, 1.10, 1.20, 1.50), which the pedigree system of openLCA keeps.
 */
export const pedigreeSets: Readonly<Record<"ecoinvent-3", PedigreeSet>> = {
  "ecoinvent-3": {
    source:
      "Weidema et al. 2013, Overview and methodology: data quality guideline for the ecoinvent database version 3, Ecoinvent Report 1(v3), table 10.5",
    additionalVariance: {
      reliability: [0, 0.0006, 0.002, 0.008, 0.04],
      completeness: [0, 0.0001, 0.0006, 0.002, 0.008],
      time: [0, 0.0002, 0.002, 0.008, 0.04],
      geography: [0, 0.000025, 0.0001, 0.0006, 0.002],
      technology: [0, 0.0006, 0.008, 0.04, 0.12],
    },
  },
};
