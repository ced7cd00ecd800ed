import fc from "fast-check";
import { expect, test } from "vitest";
import { type PlantRenewal, sharesOf } from "./renew-periods.ts";

const dayMs = 86_400_000;
const month = (n: number) => ({ fromMs: n * 30 * dayMs, toMs: (n + 1) * 30 * dayMs });
const plant = (factory: string, ...periods: readonly { readonly fromMs: number; readonly toMs: number }[]) => ({
  ...{ factory, periods },
  position: `0:${factory.length}`,
});
const told = (plants: readonly PlantRenewal[]) =>
  sharesOf(plants).map((share) => share.map(({ factory, periods }) => `${factory} ${periods.length}`));

test("the running month of many plants is renewed together, some dozens at a time", () => {
  const plants = Array.from({ length: 60 }, (_, i) => plant(`mill-${i}`, month(0)));
  expect(told(plants).map((share) => share.length)).toEqual([26, 26, 8]); // 800 days of 30
});

test("a year of one plant with its windows of twelve months stays one share, and takes no other with it", () => {
  const year = Array.from({ length: 12 }, (_, n) => month(n));
  const windows = Array.from({ length: 12 }, (_, n) => ({ fromMs: n * 30 * dayMs, toMs: (n + 12) * 30 * dayMs }));
  expect(told([plant("mill", ...year, ...windows), plant("tannery", ...year, ...windows)])).toEqual([
    ["mill 24"],
    ["tannery 24"],
  ]);
});

test("months far apart are read apart, and a period longer than any share is one by itself", () => {
  expect(told([plant("mill", month(0)), plant("tannery", month(100))])).toEqual([["mill 1"], ["tannery 1"]]);
  expect(told([plant("mill", month(0), { fromMs: 0, toMs: 2_000 * dayMs })])).toEqual([["mill 1"], ["mill 1"]]);
});

test("every period of every plant is in exactly one share, and no plant stands in one twice", () => {
  const period = fc.record({ from: fc.nat(3_000), days: fc.integer({ min: 1, max: 1_000 }) }).map(({ from, days }) => ({
    fromMs: from * dayMs,
    toMs: (from + days) * dayMs,
  }));
  const plants = fc
    .array(fc.array(period, { minLength: 1, maxLength: 6 }), { maxLength: 12 })
    .map((all) => all.map((periods, i) => plant(`plant-${i}`, ...periods)));
  fc.assert(
    fc.property(plants, (all) => {
      const shares = sharesOf(all);
      const lines = (some: readonly PlantRenewal[]) =>
        some.flatMap(({ factory, periods }) => periods.map(({ fromMs, toMs }) => `${factory} ${fromMs} ${toMs}`));
      expect(shares.flatMap(lines).toSorted()).toEqual(lines(all).toSorted());
      for (const share of shares) expect(new Set(share.map(({ factory }) => factory)).size).toBe(share.length);
    }),
  );
});
