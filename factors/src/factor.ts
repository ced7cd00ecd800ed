import type { Decimal } from "@celadon/quantity";

/**
 * What the numerator of a row counts. Gases are in mass units, `CO2e` in emission units and with the GWP set of its source,
 * `kgce` in standard coal, `NCV` is the net calorific value of the fuel (energy per mass or volume), `fraction` a share, `water-eq` a
 * volume of water as scarce as the world's average.
 */
export const gasBases = [
  "CO2-fossil",
  "CO2-biogenic",
  "CH4-fossil",
  "CH4-biogenic",
  "N2O",
  "CO2e",
  "kgce",
  "NCV",
  "fraction",
  "water-eq",
] as const;
export type GasBasis = (typeof gasBases)[number];

/** `pcf`: product footprint. `enterprise`: greenhouse-gas report of a company or site. `indicator`: energy, GB/T 36132. */
export const purposes = ["pcf", "enterprise", "indicator"] as const;
export type Purpose = (typeof purposes)[number];

/**
 * `default`: taken where everything fits. `choice`: only where a plant model names the row (treatment type, disputed value,
 * anything recalled). `placeholder`: only where it is named too; the middle of a range from memory, until a source is read.
 */
export const rowUses = ["default", "choice", "placeholder"] as const;
export type RowUse = (typeof rowUses)[number];

/** IPCC assessment reports whose 100-year warming potentials we hold. */
export const gwpSets = ["AR4", "AR5", "AR6"] as const;
export type GwpSet = (typeof gwpSets)[number];

/**
 * `official`: read in the text of its document. `seen`: read in a copy or quotation of it. `computed`: from seen values, by the
 * equation in the note. `recalled`: from memory; never a default.
 */
export const confidences = ["official", "seen", "computed", "recalled"] as const;
export type Confidence = (typeof confidences)[number];

/** Where the value was read. `A` official text, `B` a copy of the data set, `C` somebody's transcription, `D` memory. */
export const tiers = ["A", "B", "C", "D"] as const;
export type Tier = (typeof tiers)[number];

/** How far the true value may be off. `range`: bounds stated by the source. `lognormal`: geometric standard deviation. */
export type Uncertainty =
  | { readonly kind: "unknown" }
  | { readonly kind: "range"; readonly lower: Decimal; readonly upper: Decimal }
  | { readonly kind: "lognormal"; readonly gsd: Decimal };

/** One number we did not measure, with its papers. Days are `YYYY-MM-DD`, and `validTo` is no longer in. */
export interface Factor {
  readonly id: string;
  /** Rows of one source that belong together: the gases of one fuel, and its calorific value. */
  readonly family: string;
  readonly activity: string;
  readonly gas: GasBasis;
  /** value [unit] of the gas per one [perUnit] of the activity. */
  readonly value: Decimal;
  readonly unit: string;
  readonly perUnit: string;
  /** ISO 3166 code, one of China's grid regions, or `world`. */
  readonly region: string;
  /** The year the data describe; absent where the row is no statistic of a year (a physical default, a standard). */
  readonly dataYear?: number;
  readonly validFrom: string;
  /** Best before: from this day on the row needs a review before anybody uses it. */
  readonly validTo: string;
  readonly purposes: readonly Purpose[];
  readonly use: RowUse;
  readonly boundary: string;
  /** Only on CO2e rows: the warming potentials their source used. */
  readonly gwpSet?: GwpSet | "unknown";
  readonly uncertainty: Uncertainty;
  readonly confidence: Confidence;
  readonly tier: Tier;
  readonly source: {
    readonly document: string;
    readonly edition: string;
    readonly locator: string;
    readonly url?: string;
  };
  readonly licence: string;
  readonly note?: string;
}
