import type { GwpSet, Purpose } from "@celadon/factors";
import type { InstantMs } from "@celadon/quantity";
import type { Term, TimeWord } from "./amount-text.ts";
import type { Channel } from "./channel.ts";
import type { ImportRule } from "./import-rule.ts";

/** What a plant's engineer says about the plant, checked: names exist, units fit, shares add up. Lists are sorted by name. */
export interface PlantModel {
  readonly factory: string;
  readonly name: Names;
  readonly description?: string;
  readonly timeZone: string;
  readonly place: string;
  /** A whole UTC hour: every hour belongs to one version. */
  readonly effectiveFromMs: InstantMs;
  readonly purpose: Purpose;
  readonly gwpSet: GwpSet;
  readonly isIllustrative: boolean;
  readonly isSimulated: boolean;
  readonly sources: readonly string[];
  readonly channels: readonly Channel[];
  readonly imports: readonly ImportRule[];
  readonly processes: readonly PlantProcess[];
  readonly products: readonly Product[];
  readonly notModelled: readonly Unmodelled[];
  readonly cutOffs: readonly CutOff[];
  readonly indicators?: Indicators;
  /** Absent where there are none, so that models without them keep their hash. */
  readonly balances?: readonly Balance[];
  /** SHA-256 of all the above: comments, order of keys and ways to write a number do not change it. */
  readonly hash: string;
}

export interface Names {
  readonly en: string;
  readonly zh?: string;
}

/** A whole against its parts, each a sum of channels. */
export interface Balance {
  readonly name: string;
  readonly of: ChannelSum;
  readonly parts: readonly ChannelSum[];
  /** Share of the whole that may be unaccounted for. */
  readonly atMost?: string;
}

/** `name`: as the engineer wrote it. */
export interface ChannelSum {
  readonly name: string;
  readonly terms: readonly Term[];
  readonly unit: string;
}

export interface PlantProcess {
  readonly name: string;
  readonly description?: string;
  readonly stage: string;
  readonly makes: readonly Flow[];
  readonly uses: readonly Flow[];
  readonly takes: readonly Input[];
  readonly emits: readonly Emission[];
  readonly handsOn: readonly Input[];
  readonly allocation: AllocationRule;
}

/** A named amount of a process. For `makes` and `uses` the name is that of the product. */
export interface Flow {
  readonly name: string;
  readonly amount: Amount;
  readonly basis: Basis;
  readonly note?: string;
}

export type Basis = "primary" | "estimated" | "assumed";

export interface Input extends Flow {
  readonly stage: string;
  readonly factors: readonly FactorWish[];
}

/** `name` is empty where the input has one factor only. */
export interface FactorWish {
  readonly name: string;
  readonly activity: string;
  readonly row?: string;
  readonly place?: string;
  readonly scope: 1 | 2 | 3;
}

export interface Emission extends Flow {
  readonly stage: string;
  readonly gas: string;
}

/** An amount before any reading is known: its origin, times coefficients, in a unit. */
export interface Amount {
  readonly of: AmountOrigin;
  readonly times: readonly Coefficient[];
  readonly unit: string;
}

export type AmountOrigin =
  | { readonly kind: "channels"; readonly terms: readonly Term[]; readonly unit: string }
  | { readonly kind: "stated"; readonly value: string; readonly unit: string; readonly per: TimeWord }
  | {
      readonly kind: "ratio";
      readonly value: string;
      readonly unit: string;
      readonly perUnit: string;
      readonly base: RatioBase;
    };

export type RatioBase =
  | { readonly kind: "flow"; readonly process: string; readonly flow: string }
  | { readonly kind: "channel"; readonly channel: string };

/** above / below [unit / perUnit]; a row of the factor tables; or the mean of a channel in each hour [unit / perUnit]. */
export type Coefficient =
  | {
      readonly kind: "stated";
      readonly above: string;
      readonly below: string;
      readonly unit?: string;
      readonly perUnit?: string;
      readonly source?: string;
    }
  | ({ readonly kind: "factor" } & RowWish)
  | MeanStep;

/** Multiplies the amount of each hour by the channel's mean in that hour. Without units: a pure number. */
export interface MeanStep {
  readonly kind: "mean";
  readonly channel: string;
  readonly unit?: string;
  readonly perUnit?: string;
}

/** A row of the factor tables: the one that fits, or the one that is named. */
export interface RowWish {
  readonly activity: string;
  readonly row?: string;
  readonly place?: string;
}

/** `others`: what the model states for methods beside the one it uses. They share nothing; they serve as sensitivities. */
export type AllocationRule = (
  | { readonly method: "none" }
  | ((StatedShares | WeighedShares) & { readonly others?: readonly WeighedShares[] })
) & {
  readonly why?: string;
  /** A lot shares by the amounts of the calendar months it touches, not by those of its own hours. */
  readonly over?: "month";
};

interface StatedShares {
  readonly method: "shares";
  readonly shares: readonly ProductNumber[];
}

/** Weights are per unit of the product; a share is amount times weight over the sum of these. */
export interface WeighedShares {
  readonly method: "mass" | "energy" | "price" | "efficiency";
  readonly weights: readonly Weight[];
}

interface ProductNumber {
  readonly product: string;
  readonly value: string;
}

/** amount [unit] * above / below: what a product weighs in the sharing. */
export interface Weight {
  readonly product: string;
  readonly unit: string;
  readonly above: string;
  readonly below: string;
}

export interface Product {
  readonly name: string;
  readonly names: Names;
  readonly process: string;
  readonly declaredAmount: string;
  readonly declaredUnit: string;
  readonly boundary: "cradle-to-gate" | "gate-to-gate" | "cradle-to-grave";
  /** Sorted, each once: it gets a footprint of every period of each of these lengths. */
  readonly periods: readonly PeriodLength[];
  /** Among whose products it may be compared; absent: with nobody's. */
  readonly group?: string;
  /** What its peers must have in common with it. */
  readonly keys?: readonly PeerKey[];
}

/** A calendar month or year of the plant's clock, or every twelve whole months that its activity spans, rolling. */
export type PeriodLength = "month" | "twelve-months" | "year";

/** One property by its name, such as `tannage: chrome`. */
interface PeerKey {
  readonly name: string;
  readonly value: string;
}

interface Unmodelled {
  readonly what: string;
  readonly why: string;
  readonly excused?: string;
}

/** `of` is a line, `process/flow`, or a channel whose missing time is meant. */
export interface CutOff {
  readonly of: string;
  readonly why: string;
}

/** What the factory as a whole is measured by beside its footprints. By name. */
export interface Indicators {
  /** The declared product whose amount divides them. */
  readonly per: string;
  readonly indicators: readonly Indicator[];
}

/** The sum of its parts. By name. */
export interface Indicator {
  readonly name: IndicatorName;
  readonly unit: "kgce" | "m3" | "kg";
  readonly parts: readonly IndicatorPart[];
}

export type IndicatorName = "cod" | "energy" | "nh3-n" | "solid-waste" | "water-intake";

/** An amount that the factor row, where there is one, turns into the indicator's unit. */
export interface IndicatorPart extends Flow {
  readonly factor?: RowWish;
  /** Handed on to others: it is taken off the sum. */
  readonly isSold: boolean;
}
