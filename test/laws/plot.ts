import fc from "fast-check";

/** One moment in the life of a channel, in numbers that shrink towards the usual: a reading one period after the last. */
export interface Moment {
  /** Periods since the moment before; 0 is one millisecond. */
  readonly periods: number;
  readonly shiftMs: number;
  /** What the value does, in thousandths of what the rated bound allows; above 1000 it breaks it. */
  readonly rise: number;
  readonly fault: "none" | "zero" | "huge" | "low" | "early" | "other-unit" | "wrong-unit" | "denied";
  /** What an interval reading says it covers: nothing, one period, all since the last reading, a second more than that, or two periods. */
  readonly covers: "unsaid" | "period" | "since" | "more" | "twice";
  /** From here on a register counts from near zero, and a rate or state lies at another level. */
  readonly isNewBeginning: boolean;
  /** A rate or state shows what it showed last. */
  readonly isSame: boolean;
  readonly isBackfill: boolean;
  readonly isManual: boolean;
  readonly isEstimated: boolean;
  /** Other readings of the same instant: a correction, a tie, a retraction, and one that takes a retraction back. */
  readonly rivals: readonly ("correction" | "tie" | "estimate" | "retraction" | "return" | "other-cover")[];
}

/** Something a person says about the channel near one of its moments. */
export interface Saying {
  readonly kind: "accept" | "reject" | "reset" | "replacement" | "multiplier";
  /** The moment it is about; beyond the last one it lies behind all readings, -1 is before the first. */
  readonly moment: number;
  readonly shiftMs: number;
  readonly spanPeriods: number;
  readonly hasClosing: boolean;
  readonly hasOpening: boolean;
  readonly isOther: boolean;
  readonly fate: "holds" | "withdrawn" | "corrected";
}

/** What a later model version makes of the channel. */
export type Turn = "same" | "finer" | "coarser" | "ratio" | "bound" | "gone" | "kind" | "stamp";

/** The life of a channel before it is told in instants and values. */
export interface Plot {
  readonly kind: "counter" | "interval" | "rate" | "state" | "sample";
  readonly periodMs: number;
  readonly gapPeriods: number;
  readonly multiplier: string;
  readonly hasModulus: boolean;
  readonly isBounded: boolean;
  readonly hasMinimum: boolean;
  /** A state whose mean is asked for. */
  readonly isMean: boolean;
  readonly method: "step" | "trapezoid";
  /** Of an interval: whether a reading's instant is the start of the time it covers. */
  readonly isStartStamped: boolean;
  /** Whether the readings come in a unit a thousand times as large as the channel's, whatever they state. */
  readonly sendsThousands: boolean;
  readonly resetAfter: number | undefined;
  readonly largestStep: string | undefined;
  readonly frozenPeriods: number | undefined;
  readonly startMs: number;
  readonly moments: readonly Moment[];
  readonly sayings: readonly Saying[];
  readonly turns: readonly Turn[];
}

/** The usual, and one time in `times` something else. */
const usually = <T>(times: number, usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

type Rival = Moment["rivals"][number];
const rivals = fc.array(
  fc.constantFrom<Rival>("correction", "tie", "estimate", "retraction", "return", "other-cover"),
  { minLength: 1, maxLength: 3 },
);

/** `times`: how rare the unusual is. Where much goes wrong the fold decides; the database shows its errors where little does. */
const momentOf = (times: number): fc.Arbitrary<Moment> =>
  fc.record({
    periods: usually(Math.min(times, 12), 1, 2, 5, 0, 200),
    shiftMs: usually(times, 0, 1, -1, 137),
    rise: fc.oneof(
      { weight: times, arbitrary: fc.nat(1000) },
      { weight: 1, arbitrary: fc.constantFrom(0, 1101, -300) },
    ),
    fault: usually<Moment["fault"]>(
      times,
      "none",
      "zero",
      "huge",
      "low",
      "early",
      "other-unit",
      "wrong-unit",
      "denied",
    ),
    covers: fc.oneof(
      { weight: times, arbitrary: fc.constantFrom<Moment["covers"]>("unsaid", "period", "since") },
      { weight: 1, arbitrary: fc.constantFrom<Moment["covers"]>("more", "twice") },
    ),
    isNewBeginning: usually(times, false, true),
    isSame: usually(2, false, true),
    isBackfill: usually(times, false, true),
    isManual: usually(times, false, true),
    isEstimated: usually(times, false, true),
    rivals: fc.oneof({ weight: times, arbitrary: fc.constant([]) }, { weight: 2, arbitrary: rivals }),
  });

const saying: fc.Arbitrary<Saying> = fc.record({
  kind: fc.constantFrom<Saying["kind"]>("accept", "reject", "reset", "replacement", "multiplier"),
  moment: fc.integer({ min: -1, max: 40 }),
  shiftMs: fc.constantFrom(0, 0, 1, -1, 311),
  spanPeriods: fc.constantFrom(0, 0, 1, 3, 1000),
  hasClosing: fc.boolean(),
  hasOpening: fc.boolean(),
  isOther: fc.boolean(),
  fate: fc.constantFrom<Saying["fate"]>("holds", "holds", "withdrawn", "corrected"),
});

const turn: fc.Arbitrary<Turn> = fc.constantFrom(
  "same",
  "same",
  "finer",
  "coarser",
  "ratio",
  "bound",
  "gone",
  "kind",
  "stamp",
);

export const periodsMs = [900_000, 300_000, 60_000, 1_000, 10_000, 86_400_000] as const;
export const methods = ["step", "trapezoid"] as const;

/** Any life of a channel of at most `moments` readings, with `turns` later model versions. */
export const plotOf = (moments: number, turns: number): fc.Arbitrary<Plot> =>
  fc.constantFrom(8, 40, 200, 200).chain((times) =>
    fc.record({
      kind: fc.constantFrom<Plot["kind"]>("counter", "counter", "interval", "rate", "state", "sample"),
      periodMs: fc.constantFrom(...periodsMs),
      gapPeriods: fc.constantFrom(1, 2, 5, 50),
      multiplier: fc.constantFrom("1", "40", "0.333333"),
      hasModulus: fc.boolean(),
      isBounded: usually(3, true, false),
      hasMinimum: usually(5, false, true),
      isMean: fc.boolean(),
      method: fc.constantFrom(...methods),
      isStartStamped: fc.boolean(),
      sendsThousands: usually(4, false, true),
      resetAfter: fc.constantFrom(undefined, 2, 3),
      largestStep: fc.constantFrom(undefined, "60", "125"),
      frozenPeriods: usually<number | undefined>(3, undefined, 2, 4, 100),
      startMs: fc.oneof(fc.constant(0), fc.nat(3_600_000)),
      moments: fc.array(momentOf(times), { minLength: 1, maxLength: moments }),
      sayings: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 2, arbitrary: fc.tuple(saying) },
        { weight: 1, arbitrary: fc.array(saying, { maxLength: 3 }) },
      ),
      turns: fc.array(turn, { minLength: turns, maxLength: turns }),
    }),
  );
