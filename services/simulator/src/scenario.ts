/** A number that peers draw anew: triangular between `low` and `high` with its peak at `mode`. The plant itself takes `mode`. */
export interface Range {
  readonly low: number;
  readonly mode: number;
  readonly high: number;
}

/** Hours of work on some days of the week (1 is Monday), by the plant's clock; `to` is not in them. */
export interface Shift {
  readonly weekdays: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** Days without production: holidays, a planned outage. */
export interface Stop {
  readonly name: string;
  /** `MM-DD` for every year, or `YYYY-MM-DD`. */
  readonly begins: readonly string[];
  readonly days: number;
  /** Days afterwards in which production comes back in equal steps. */
  readonly rampUp: number;
}

export interface Production {
  /** The channel that counts it; intensities are stated per unit of it. */
  readonly channel: string;
  /** On a day of full shifts. */
  readonly perDay: Range;
  /** Months with so much less. */
  readonly slow?: { readonly months: readonly number[]; readonly by: number };
}

/** Where the amounts of a channel come from, besides the channels it adds up. */
export type Source =
  | { readonly kind: "production" }
  | { readonly kind: "perUnit"; readonly perUnit: Range; readonly of: string; readonly standby: number }
  | { readonly kind: "perDay"; readonly perDay: Range; readonly isDaylight: boolean }
  | { readonly kind: "level"; readonly level: Range }
  | { readonly kind: "receipts"; readonly of: string; readonly loadMicro: number; readonly weekday?: number }
  | { readonly kind: "sum" };

/** What is measured, and how the meter tells it. `unmetered`: only the truth knows it. */
export type Meter =
  | { readonly kind: "counter"; readonly periodMs: number; readonly startMicro: number; readonly modulusMicro?: number }
  | { readonly kind: "interval"; readonly periodMs: number; readonly isStampedAtStart: boolean }
  | { readonly kind: "rate" | "state"; readonly periodMs: number }
  | { readonly kind: "calendar-day" }
  | { readonly kind: "unmetered" };

export interface SimulatedChannel {
  readonly name: string;
  readonly meter: Meter;
  readonly source: Source;
  readonly sumOf: readonly string[];
  readonly less: readonly string[];
  /** Largest deviations, as shares: over the year (winter higher where positive), from day to day, from hour to hour. */
  readonly season: number;
  readonly spread: number;
  readonly noise: number;
  /** The finest that its meter shows, in micro-units. */
  readonly stepMicro: number;
}

/** Something that goes wrong at a set time. A reading is concerned by the moment at which it is read. */
export type Event =
  | (Stretch & {
      readonly kind: "outage";
      /** `resent`: what was read meanwhile comes afterwards; `kept`: only to whom asks for it; `lost`: nothing was read. */
      readonly after: "resent" | "kept" | "lost";
    })
  | (Stretch & { readonly kind: "late"; readonly byMs: number })
  | (Stretch & { readonly kind: "doubled" })
  | { readonly kind: "zero"; readonly channel: string; readonly fromMs: number }
  | { readonly kind: "replacement"; readonly channel: string; readonly fromMs: number; readonly openingMicro: number };

interface Stretch {
  /** All where absent. */
  readonly channel?: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** How often meters fail, in expected events a month. */
export interface MeterFaults {
  /** A counter is not read for some hours; its register goes on. */
  readonly outage?: { readonly perMonth: number; readonly hours: { readonly from: number; readonly to: number } };
  /** What the whole plant reads on a day is sent on the next one. */
  readonly lateDay?: { readonly perMonth: number };
  /** The amount of a calendar day never comes. */
  readonly lostDay?: { readonly perMonth: number };
}

export interface PeerRules {
  /** `{place}` stands for the invented place of the peer. */
  readonly name: { readonly en: string; readonly zh: string };
  /** The share of peers that lose days, and how many a month. */
  readonly poor: number;
  readonly lostDaysPerMonth: number;
}

/** Everything that decides a simulated factory, but for the seed. */
export interface Scenario {
  readonly factory: string;
  readonly timeZone: string;
  /** The local day on which the registers stand at their start. */
  readonly begins: string;
  readonly shifts: readonly Shift[];
  readonly stops: readonly Stop[];
  readonly production: Production;
  /** Each behind the channels it is made of. */
  readonly channels: readonly SimulatedChannel[];
  readonly faults: MeterFaults;
  readonly events: readonly Event[];
  readonly peers?: PeerRules;
}
