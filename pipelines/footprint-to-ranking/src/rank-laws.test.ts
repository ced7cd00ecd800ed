import fc from "fast-check";
import { expect, test } from "vitest";
import { readMonthSpan } from "./month-span.ts";
import { entry, peers } from "./plant-in-test.ts";
import { type Entry, rank } from "./rank.ts";

const months = readMonthSpan("2026-01") ?? { first: Number.NaN, end: Number.NaN };
const rankingOf = (entries: readonly Entry[]) => {
  const outcome = rank(entries, { peerGroup: peers, indicator: "footprint", months });
  if (outcome.kind !== "accept") throw new TypeError(outcome.evidence);
  return outcome.value;
};
const byFactory = (entries: readonly Entry[]) =>
  new Map(rankingOf(entries).places.map((place) => [place.indicator?.factory, place]));

const share = fc.integer({ min: 0, max: 50 }).map((percent) => (percent / 100).toFixed(2));
const figures = fc.record({
  ...{ amount: fc.integer({ min: -20, max: 900 }), assumedShare: share, placeholderShare: share },
  placeholderRows: fc.constantFrom("", "chrome", "tannin"),
});
const groups = fc
  .array(figures, { minLength: 2, maxLength: 40 })
  .map((all) => all.map(({ amount, ...shares }, i) => entry(`factory ${i}`, String(amount), shares)));

test("any order and doubling gives the same ranking", () => {
  const received = groups.chain((entries) =>
    fc.tuple(
      fc.constant(entries),
      fc
        .subarray(entries)
        .chain((twice) => fc.shuffledSubarray([...entries, ...twice], { minLength: entries.length + twice.length })),
    ),
  );
  fc.assert(
    fc.property(received, ([sent, got]) => {
      expect(rankingOf(got)).toEqual(rankingOf(sent));
    }),
  );
});

test("another unit of mass changes no place, tier or interval", () => {
  const times = (entries: readonly Entry[], factor: number) =>
    entries.map(({ indicator, ...more }) => ({
      ...more,
      indicator: { ...indicator, amount: String(Number(indicator.amount) * factor) },
    }));
  const shown = (entries: readonly Entry[]) =>
    rankingOf(entries).places.map(({ indicator, ...place }) => ({ ...place, factory: indicator?.factory }));
  fc.assert(
    fc.property(groups, fc.constantFrom(2, 8, 1024), (entries, factor) => {
      expect(shown(times(entries, factor))).toEqual(shown(entries));
    }),
  );
});

test("a worse peer changes nobody's place, tier or first possible place before it", () => {
  fc.assert(
    fc.property(groups, figures, (entries, { amount, ...shares }) => {
      const [before, after] = [byFactory(entries), byFactory([...entries, entry("new", String(amount), shares)])];
      for (const [factory, place] of before) {
        if (Number(place.indicator?.amount) >= amount) continue;
        const { tier, place: at, rankFrom } = after.get(factory) ?? {};
        expect([tier, at, rankFrom]).toEqual([place.tier, place.place, place.rankFrom]);
      }
    }),
  );
});

test("the interval holds the place, and a better figure never ranks lower, by place, tier or interval of equals", () => {
  fc.assert(
    fc.property(groups, (entries) => {
      const { places } = rankingOf(entries);
      places.forEach(({ place, tier, rankFrom, rankTo }, i) => {
        expect(rankFrom).toBeLessThanOrEqual(place);
        expect(rankTo).toBeGreaterThanOrEqual(place);
        const next = places[i + 1];
        expect(next === undefined || (next.place >= place && next.tier >= tier)).toBe(true);
      });
      expect(places[0]).toMatchObject({ place: 1, tier: 1, rankFrom: 1 });
    }),
  );
});

test("equal figures share a tier", () => {
  fc.assert(
    fc.property(groups, (entries) => {
      const tiers = new Map<string | undefined, Set<number>>();
      for (const { indicator, tier } of rankingOf(entries).places) {
        tiers.set(indicator?.amount, (tiers.get(indicator?.amount) ?? new Set()).add(tier));
      }
      for (const some of tiers.values()) expect(some.size).toBe(1);
    }),
  );
});
