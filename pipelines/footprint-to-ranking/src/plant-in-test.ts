import {
  type Contribution,
  FactorUse,
  Footprint,
  IndicatorAmount,
  IndicatorPart,
  Line,
  type PeerGroup,
  Source,
} from "@celadon/proto";
import { indicatorsOf } from "./indicators-of.ts";
import type { Entry } from "./rank.ts";

export const dayMs = 86_400_000n;
/** January 2026 in Shanghai. */
export const januaryMs = BigInt(Temporal.Instant.from("2026-01-01T00:00:00+08:00").epochMilliseconds);
export const februaryMs = januaryMs + 31n * dayMs;

const none = { measured: 0, estimated: 0, missing: 0 };
const hoursMs = (hours: number): bigint => BigInt(hours * 3_600_000);

/** For tests: a stretch of a channel over January, so many hours of each class. */
export function source(channel: string, hours: Partial<typeof none>): Source {
  const { measured, estimated, missing } = { ...none, ...hours };
  return Source.fromPartial({
    ...{ channel, fromMs: januaryMs, toMs: februaryMs },
    measuredMs: hoursMs(measured),
    estimatedMs: hoursMs(estimated),
    missingMs: hoursMs(missing),
  });
}

export const row = (id: string, more: Partial<FactorUse> = {}): FactorUse => FactorUse.fromPartial({ id, ...more });
export const line = (id: string, more: Partial<Line> = {}): Line => Line.fromPartial({ id, basis: "primary", ...more });
const contribution = (line: string, amount: string): Contribution => ({
  ...{ line, amount },
  process: "",
  share: "",
  factors: [],
  scale: "1",
});

/** For tests: 1,000 m2 of leather in January 2026, 8,000 kg CO2e, all measured; `more` changes the footprint. */
export const leather = (more: Partial<Footprint> = {}, inventory: Partial<Footprint["inventory"]> = {}): Footprint =>
  Footprint.fromPartial({
    id: "11111111-1111-5111-8111-111111111111",
    factory: "tannery",
    product: "upper",
    fromMs: januaryMs,
    toMs: februaryMs,
    timeZone: "Asia/Shanghai",
    status: "complete",
    declaredAmount: "1",
    declaredUnit: "m2",
    boundary: "cradle-to-gate",
    gwpSet: "AR6",
    method: "celadon-1",
    total: "8",
    absolute: "8000",
    produced: "1000",
    measuredShare: "1",
    estimatedShare: "0",
    missingShare: "0",
    placeholderShare: "0",
    primaryDataShare: "0.5",
    contributions: [contribution("dyeing/gas", "6"), contribution("dyeing/salt", "2")],
    ...more,
    inventory: {
      reach: "complete",
      lines: [line("dyeing/gas"), line("dyeing/salt", { basis: "assumed" })],
      products: [
        {
          product: "upper",
          group: "finished leather",
          keys: [
            { name: "thickness", value: "1.2-1.4 mm" },
            { name: "animal", value: "cow" },
          ],
        },
      ],
      ...inventory,
    },
  });

/** For tests: 500 kgce of energy over 1,000 m2, from one channel. */
export const energy = (more: Partial<IndicatorAmount> = {}): IndicatorAmount =>
  IndicatorAmount.fromPartial({
    name: "energy",
    product: "upper",
    amount: "500",
    unit: "kgce",
    parts: [
      IndicatorPart.fromPartial({
        flow: "electricity",
        amount: "500",
        basis: "primary",
        sources: [source("mainKwh", { measured: 744 })],
        factors: [row("standard-coal-electricity-2020", { value: "0.1229", unit: "kgce", perUnit: "kWh" })],
      }),
    ],
    ...more,
  });

export const peers: PeerGroup = {
  productGroup: "finished leather",
  declaredUnit: "m2",
  boundary: "cradle-to-gate",
  keys: [{ name: "animal", value: "cow" }],
  simulated: false,
};

/** For tests: an entry of January 2026 by footprint, so much per m2; everything measured unless it says otherwise. */
export function entry(factory: string, amount: string, more: Partial<Entry["indicator"]> = {}): Entry {
  const [footprint] = indicatorsOf(leather({ factory }));
  if (footprint === undefined) throw new TypeError("A footprint is an indicator.");
  return { indicator: { ...footprint, amount, assumedShare: "0", ...more }, peerGroup: peers };
}
