/** What a meter or a laboratory says of the plant, by name, checked. */
export interface Channel {
  readonly name: string;
  readonly kind: "counter" | "interval" | "rate" | "state" | "sample";
  readonly unit: string;
  /** Unit of its hourly amounts: that of the integral for a rate; absent for a state or sample, which has a mean and no amount. */
  readonly amountUnit?: string;
  readonly periodMs: number;
  readonly isCalendarDay: boolean;
  /** One amount for each local month. Absent otherwise, so that models without it keep their hash. */
  readonly isCalendarMonth?: true;
  readonly maxGapMs: number;
  readonly multiplier: string;
  readonly modulus?: string;
  readonly ratedPerHour?: string;
  readonly minimum?: string;
  readonly maximum?: string;
  readonly method?: "step" | "trapezoid";
  readonly stamp?: "start" | "end";
  /** The unit in which its readings come, whatever they state. */
  readonly sends?: string;
  readonly resetAfter?: number;
  readonly largestStep?: string;
  readonly frozenAfterMs?: number;
  /** sample: how long a value holds at most. */
  readonly validForMs?: number;
  readonly description?: string;
  readonly phase?: string;
  /** False: recorded only. */
  readonly isInFootprint: boolean;
  readonly whenMissing?: WhenMissing;
  readonly accuracy?: Accuracy;
}

/** What the maker and the verification say of a meter. */
export interface Accuracy {
  /** Largest permissible error as a part of the value, 0.005 for class 0.5. */
  readonly class: string;
  /** The last day of its verification, by the plant's calendar. */
  readonly verifiedUntil?: string;
}

/** How time without readings is filled, at most that share (0 to 1) of it; beyond it the total stays unknown. */
export type WhenMissing =
  | { readonly method: "mean"; readonly atMost: string; readonly why: string }
  | { readonly method: "rate"; readonly perHour: string; readonly atMost: string; readonly why: string };
