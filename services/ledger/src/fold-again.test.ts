import type { Store } from "@celadon/runtime";
import {
  type Cell,
  type ChannelRule,
  compileRule,
  erasOf,
  mark,
  type People,
  quality,
  type Reading,
  type Reason,
  type Rule,
  sliceGrid,
  standingOf,
  windowsOf,
} from "@celadon/telemetry-to-activity";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Channel } from "./channel.ts";
import { foldIrregular } from "./fold-irregular.ts";

/** What the ledger would have stored of one channel. */
interface Stored {
  readonly sent: Reading[];
  readonly refused: Map<number, Reason>;
  readonly slices: Map<number, Cell>;
}

const standing = ({ sent }: Stored): readonly Reading[] =>
  standingOf(sent).filter((reading) => reading.quality !== quality.retracted);

/** A store that answers the two questions of the fold from memory. */
const storeOf = (stored: Stored): Store => ({
  run: async () => undefined,
  insert: async () => undefined,
  rows: async <Row>({
    text,
    params = {},
  }: {
    readonly text: string;
    readonly params?: Readonly<Record<string, unknown>>;
  }) => {
    const { id, from, to, limit } = params as {
      readonly id: readonly bigint[];
      readonly from: readonly number[];
      readonly to: readonly number[];
      readonly limit?: number;
    };
    return id.flatMap((channelId, i) => {
      const found = standing(stored).filter(
        ({ atMs }) => atMs >= (from[i] as number) && atMs <= (to[i] as number), // as many as ids
      );
      if (text.includes("AS last")) {
        const last = found.findLast(({ atMs }) => !stored.refused.has(atMs));
        return last === undefined ? [] : [{ channelId: String(channelId), last: String(last.atMs) } as Row];
      }
      return found.slice(0, limit).map(
        ({ atMs, valueMicro, ...one }) =>
          ({
            ...{ channelId: String(channelId), t: String(atMs), v: String(valueMicro), q: one.quality },
            ...{ r: one.revision, c: one.coversSeconds, m: one.marks, refused: stored.refused.get(atMs) ?? "" },
          }) as Row, // what is asked for
      );
    });
  },
  [Symbol.asyncDispose]: async () => undefined,
});

const compiled = (rule: Partial<ChannelRule>): Rule => {
  const usual = {
    channel: "main",
    kind: "counter",
    unit: "kWh",
    periodMs: 60_000,
    maxGapMs: 300_000,
    multiplier: "1",
  } as const;
  const one = compileRule({ ...usual, ...rule });
  if (one.kind !== "accept") throw new Error(one.evidence);
  return one.value;
};

const rules: readonly Partial<ChannelRule>[] = [
  { ratedPerHour: "6000", resetAfter: 2 },
  { ratedPerHour: "6000", resetAfter: 3, modulus: "1000" },
  { resetAfter: 4 },
  { kind: "rate", unit: "kW", largestStep: "2" },
  { kind: "rate", unit: "kW", largestStep: "2", frozenAfterMs: 240_000 },
  { kind: "rate", unit: "kW", method: "trapezoid", frozenAfterMs: 3_600_000, maxGapMs: 3_600_000 },
  { kind: "state", unit: "degC", frozenAfterMs: 4 * 3_600_000, maxGapMs: 6 * 3_600_000 },
  { kind: "state", unit: "degC", largestStep: "2", frozenAfterMs: 120_000 },
  { kind: "interval", stamp: "start" },
  { kind: "interval", stamp: "start", periodMs: 3_600_000 },
  { kind: "interval" },
  { kind: "sample", unit: "mg/L", validForMs: 1_800_000 },
  { kind: "sample", unit: "mg/L", validForMs: 180_000, maximum: "1000" },
  { kind: "state", unit: "mg/L", isMean: true, method: "trapezoid" },
];

const startMs = Date.UTC(2026, 0, 1, 10);

const reading: fc.Arbitrary<Reading> = fc.record({
  atMs: fc
    .oneof(
      fc.nat(90),
      fc.nat(36).map((n) => 20 * n),
    )
    .map((minute) => startMs + minute * 60_000),
  valueMicro: fc
    .constantFrom(0, 1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 8, 50, 51, 52, 53, 990, 991, 1003)
    .map((one) => BigInt(one) * 1_000_000n),
  quality: fc.constantFrom(...([2, 2, 2, 2, 2, 2, 1, 5, 15] as const)),
  revision: fc.constantFrom(0, 0, 0, 1, 2),
  coversSeconds: fc.constantFrom(0, 0, 0, 60, 120, 600, 5400),
  marks: fc.constantFrom(mark.timely, mark.timely, mark.timely, mark.timely, 0),
});

const story = fc.record({
  rules: fc.array(fc.constantFrom(...rules), { minLength: 1, maxLength: 2 }),
  batches: fc.array(fc.array(reading, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 12 }),
  people: fc.array(
    fc.record({ minute: fc.nat(90), length: fc.constantFrom(1, 1, 5), said: fc.constantFrom("accept", "reject") }),
    { maxLength: 2 },
  ),
});

test("folding again from where it begins, as far as it goes, ends in the windows and verdicts of the whole set, whatever comes when", async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const versions = told.rules.map((rule, i) => ({
        fromMs: i === 0 ? 0 : startMs + 3_600_000,
        rule: compiled(rule),
      }));
      const eras = erasOf(versions, []);
      const people: People = told.people.map(({ minute, length, said }) => ({
        fromMs: startMs + minute * 60_000,
        toMs: startMs + (minute + length) * 60_000,
        said,
      }));
      const stored: Stored = { sent: [], refused: new Map(), slices: new Map() };
      for (const batch of told.batches) {
        stored.sent.push(...batch);
        const instants = stored.sent.map(({ atMs }) => atMs);
        const touched = batch.map(({ atMs }) => atMs);
        const channel: Channel = {
          ...{ factory: "mill", channel: "main", channelId: 1n, idText: "1", eras, people, lastRefusedMs: undefined },
          ...{ firstMs: Math.min(...instants), lastMs: Math.max(...instants) },
          longestCoverMs: Math.max(...stored.sent.map(({ coversSeconds }) => coversSeconds * 1000)),
        };
        const change = { channel, touched: { fromMs: Math.min(...touched), toMs: Math.max(...touched) } };
        const [folded] = await foldIrregular(storeOf(stored), [change]);
        if (folded === undefined) throw new Error("One change is folded into one answer.");
        for (const start of stored.slices.keys())
          if (start >= folded.fromMs && start < folded.toMs) stored.slices.delete(start);
        for (const [start, cell] of folded.cells) stored.slices.set(start, cell);
        for (const { atMs, reason } of folded.verdicts) {
          if (reason === undefined) stored.refused.delete(atMs);
          else stored.refused.set(atMs, reason);
        }
        const whole = windowsOf(stored.sent, eras, people, sliceGrid(eras));
        const slices = [...stored.slices.values()].sort((a, b) => a.startMs - b.startMs);
        expect(slices).toEqual(whole.hours);
        const instantsStanding = new Set(standing(stored).map(({ atMs }) => atMs));
        expect(
          new Map([...stored.refused].filter(([atMs]) => instantsStanding.has(atMs)).sort(([a], [b]) => a - b)),
        ).toEqual(new Map([...whole.refused].sort(([a], [b]) => a - b)));
      }
    }),
    { numRuns: 400 },
  );
}, 120_000);
