import { seeded } from "./seeded.ts";

/** A reading as it is sent. */
export interface SentReading {
  readonly factory: string;
  readonly channel: string;
  readonly at: string;
  readonly value: string;
  readonly revision: number;
  readonly quality: "measured" | "estimated" | "retracted";
  readonly coversSeconds: number;
}

/** Everything that is ever said of one factory, in no order; and what of it stands in the end. */
export interface Scenario {
  readonly factory: string;
  /** Versions of its plant model. */
  readonly plants: readonly string[];
  readonly declarations: readonly Readonly<Record<string, string>>[];
  readonly readings: readonly SentReading[];
  readonly standing: readonly SentReading[];
}

const quarterMs = 900_000;
const startMs = Date.UTC(2026, 2, 1);
const at = (index: number): string => new Date(startMs + index * quarterMs).toISOString();

const plantOf = (factory: string, effectiveFrom: string, multiplier: number): string => `factory: ${factory}
timeZone: Asia/Shanghai
place: CN
effectiveFrom: ${effectiveFrom}
channels:
  main: { kind: counter, unit: kWh, period: 15min, maxGap: 1h, ratedPerHour: 2000 }
  rolling: { kind: counter, unit: kWh, period: 15min, maxGap: 1h, ratedPerHour: 90000, multiplier: ${multiplier}, modulus: 10000 }
  reset: { kind: counter, unit: kWh, period: 15min, maxGap: 2h, ratedPerHour: 2000 }
  paper: { kind: interval, unit: t, period: 15min, minimum: 0, maximum: 50 }
  pump: { kind: rate, unit: kW, period: 15min, maxGap: 40min, minimum: 0, footprint: false }
  fan: { kind: rate, unit: kW, period: 15min, maxGap: 40min, method: trapezoid }
  oven: { kind: state, unit: degC, period: 15min }
processes:
  mill:
    makes: { paper: paper }
    takes:
      power: { amount: main + rolling + fan, factor: electricity/grid }
      sold: { amount: reset, factor: electricity/grid }
products:
  paper: { declaredUnit: 1 t, boundary: gate-to-gate, period: month }
`;

type Series = (index: number, random: () => number) => { readonly value: number; readonly coversSeconds?: number };

/** A register that rises by up to `most` a step, forgets all above `modulus`, and is set back at the index `resetAt`. */
function register(most: number, { modulus, resetAt }: { readonly modulus?: number; readonly resetAt?: number } = {}) {
  let value = 990;
  return ((index, random) => {
    value += Math.round(random() * most * 1_000) / 1_000;
    if (modulus !== undefined && value >= modulus) value -= modulus;
    if (index === resetAt) value = 0;
    return { value };
  }) satisfies Series;
}

const seriesOf = (resetDay: number): Readonly<Record<string, Series>> => ({
  main: register(200),
  rolling: register(300, { modulus: 10_000 }),
  reset: register(200, { resetAt: resetDay * 96 }),
  paper: (_, random) => ({ value: random() * 5, coversSeconds: random() < 0.1 ? Math.floor(random() * 3_000) : 0 }),
  pump: (_, random) => ({ value: random() * 80 }),
  fan: (_, random) => ({ value: random() * 40 - 2 }),
  oven: (_, random) => ({ value: random() * 300 }),
});

const text = (value: number): string => value.toFixed(6).replace(/\.?0+$/, "");

/** What happens to one reading: nothing, a wild value, a correction of it, a contradiction, or that it is taken back. */
function fateOf(reading: SentReading, random: () => number): readonly SentReading[] {
  const lot = random();
  const other = text(Number(reading.value) + random() * 10);
  if (lot < 0.9) return [reading];
  if (lot < 0.92) return [{ ...reading, value: lot < 0.91 ? "0" : "999999" }];
  if (lot < 0.95)
    return [
      { ...reading, value: other },
      { ...reading, revision: 1 },
    ];
  if (lot < 0.97) return [reading, { ...reading, value: other, quality: "estimated" }];
  const back = { ...reading, revision: 1, quality: "retracted" as const };
  return lot < 0.99 ? [reading, back] : [reading, back, { ...reading, value: other, revision: 2 }];
}

const trust = { retracted: 15, measured: 2, estimated: 1 } as const;

/** Which of two contents of one key stands: revision, then quality, then value, then the time it covers. */
const compare = (a: SentReading, b: SentReading): number =>
  a.revision - b.revision ||
  trust[a.quality] - trust[b.quality] ||
  Number(a.value) - Number(b.value) ||
  a.coversSeconds - b.coversSeconds;

/** The scenario of a seed: some days (at least three) of seven channels with outages, wild values, corrections and retractions. A
 * little after their beginning a meter is read with another multiplier, and then another meter begins at zero again. */
export function scenarioOf(factory: string, seed: number, days = 10): Scenario {
  const { multiplierDay, resetDay } = { multiplierDay: Math.floor(0.4 * days), resetDay: Math.floor(0.6 * days) };
  const random = seeded(seed);
  const readings: SentReading[] = [];
  for (const [channel, series] of Object.entries(seriesOf(resetDay))) {
    const outage = Math.floor(random() * days * 96);
    for (let index = 0; index <= days * 96; index++) {
      const { value, coversSeconds = 0 } = series(index, random);
      const isLost = random() < 0.02 || (index > outage && index < outage + 30);
      const reading = { factory, channel, at: at(index), value: text(value), coversSeconds };
      if (!isLost) readings.push(...fateOf({ ...reading, revision: 0, quality: "measured" }, random));
    }
  }
  const best = new Map<string, SentReading>();
  for (const reading of readings) {
    const key = `${reading.channel} ${reading.at}`;
    const other = best.get(key);
    if (other === undefined || compare(reading, other) > 0) best.set(key, reading);
  }
  return {
    factory,
    plants: [plantOf(factory, "2026-01-01", 20), plantOf(factory, `2026-03-0${1 + multiplierDay}`, 30)],
    declarations: [
      { factory, channel: "reset", kind: "reset", at: at(resetDay * 96), opening: "0", who: "storm", why: "test" },
    ],
    readings,
    standing: [...best.values()].filter(({ quality }) => quality !== "retracted"),
  };
}
