import type { Declaration } from "@celadon/proto";
import { Decimal, hourOf, instantText, readDecimal, readInstant } from "@celadon/quantity";
import { type ChannelRule, mark, quality, type Reading } from "@celadon/telemetry-to-activity";
import type { ChannelWindows, LedgerHarness } from "./ledger-harness.ts";
import { declarationRecord, lotRecord, modelRecord, readingsRecord } from "./telemetry-record.ts";

type Said = readonly [clock: string, value: string, more?: Partial<Reading>];

/** A channel of a factory of its own, told step by step; each step is one batch of the ledger. */
export interface Telling {
  readonly factory: string;
  model(rules: readonly Partial<ChannelRule>[], more?: { readonly from?: string; readonly revision?: number }): void;
  reads(channel: string, ...readings: readonly Said[]): void;
  /** Readings of several channels in one batch. */
  readsTogether(readings: Readonly<Record<string, readonly Said[]>>): void;
  declares(
    clock: string,
    fact: Declaration["fact"],
    more?: { readonly key?: string; readonly revision?: number },
  ): void;
  /** A lot with its key as its name. */
  lot(key: string, from: string, to: string): void;
  /** Delivers what was told since the last call, and returns what the store says of a channel. */
  windows(channel?: string, lives?: readonly number[]): Promise<Windows>;
}

/** Hours in numbers a person can check (`"10:00": "1 of 900 s + 0 s"`, measured + estimated), and refusals by instant. */
export interface Windows {
  readonly hours: Readonly<Record<string, string>>;
  readonly refused: Readonly<Record<string, string>>;
}

/** Instant of a clock text: "10:00" is of 1 January 2026, UTC; "2026-02-03 10:00" is itself. */
export function at(clock: string): number {
  const atMs = readInstant(clock.includes(" ") ? `${clock.replace(" ", "T")}Z` : `2026-01-01T${clock}Z`);
  if (atMs === undefined) throw new Error(`"${clock}" is no clock text.`);
  return atMs;
}

let factories = 0;

export function tellChannel(harness: LedgerHarness): Telling {
  factories += 1;
  const factory = `told ${factories}`;
  let groups: Uint8Array[][] = [];
  const usual = { channel: "main", kind: "counter", unit: "kWh", periodMs: 900_000, maxGapMs: 3_600_000 } as const;
  return {
    factory,
    model: (rules, { from = "00:00", revision = 0 } = {}) => {
      const all = rules.map((rule): ChannelRule => ({ ...usual, multiplier: "1", ...rule }));
      groups.push([modelRecord({ factory, fromMs: at(from), revision, rules: all })]);
    },
    reads: (channel, ...readings) => {
      groups.push([
        readingsRecord(
          factory,
          readings.map((one) => ({ channel, reading: reading(...one) })),
        ),
      ]);
    },
    readsTogether: (channels) => {
      const named = Object.entries(channels).flatMap(([channel, said]) =>
        said.map((one) => ({ channel, reading: reading(...one) })),
      );
      groups.push([readingsRecord(factory, named)]);
    },
    declares: (clock, fact, { key = clock, revision = 0 } = {}) => {
      const atMs = BigInt(at(clock));
      groups.push([declarationRecord({ factory, channel: "main", key, revision, atMs, fact })]);
    },
    lot: (key, from, to) => {
      groups.push([lotRecord({ factory, key, revision: 0, fromMs: BigInt(at(from)), toMs: BigInt(at(to)) })]);
    },
    windows: async (channel = "main", lives = []) => {
      const told = groups;
      groups = [];
      await harness.deliver(factory, { groups: told, lives });
      const stored = await harness.windowsOf(factory);
      return shown(stored.get(channel) ?? { slices: new Map(), refused: new Map() });
    },
  };
}

const reading = (...[clock, value, more]: Said): Reading => ({
  atMs: at(clock),
  valueMicro: BigInt(new Decimal(readDecimal(value) ?? Number.NaN).times(1_000_000).toFixed()),
  quality: quality.measured,
  revision: 0,
  coversSeconds: 0,
  marks: mark.timely,
  ...more,
});

function shown({ slices, refused }: ChannelWindows): Windows {
  const hours = new Map<number, { pico: bigint; measuredMs: number; estimatedMs: number }>();
  for (const { startMs, pico, measuredMs, estimatedMs } of slices.values()) {
    const hour = hours.get(hourOf(startMs)) ?? { pico: 0n, measuredMs: 0, estimatedMs: 0 };
    hours.set(hourOf(startMs), {
      pico: hour.pico + pico,
      measuredMs: hour.measuredMs + measuredMs,
      estimatedMs: hour.estimatedMs + estimatedMs,
    });
  }
  return {
    hours: Object.fromEntries(
      [...hours].map(([startMs, { pico, measuredMs, estimatedMs }]) => [
        clockOf(startMs),
        `${new Decimal(String(pico)).times("1e-12").toFixed()} of ${measuredMs / 1000} s + ${estimatedMs / 1000} s`,
      ]),
    ),
    refused: Object.fromEntries([...refused].map(([atMs, reason]) => [clockOf(atMs), reason])),
  };
}

const clockOf = (atMs: number): string => {
  const text = instantText(atMs).replace("T", " ").slice(0, -1).replace(/:00$/, "");
  return text.startsWith("2026-01-01 ") ? text.slice(11) : text;
};
