import fc from "fast-check";
import { expect, test } from "vitest";
import { allocationShares } from "./allocation-shares.ts";
import { fractionOf, sumOf } from "./fraction.ts";
import type { AllocationRule, Weight } from "./plant-model.ts";

const weight = (product: string, above: string, below = "1"): Weight => ({ product, unit: "t", above, below });
const amounts = (of: Record<string, string>): ReadonlyMap<string, ReturnType<typeof fractionOf>> =>
  new Map(Object.entries(of).map(([product, amount]) => [product, fractionOf(amount)]));

test("by mass, 65 t of grain and 35 t of split share 0.65 and 0.35", () => {
  const rule: AllocationRule = { method: "mass", weights: [weight("grain", "1000"), weight("split", "1000")] };
  expect(allocationShares(rule, amounts({ grain: "65", split: "35" }))).toEqual({
    method: "mass",
    shares: [
      { product: "grain", share: "0.65" },
      { product: "split", share: "0.35" },
    ],
  });
});

test("by price, 65 m2 at 27 and 35 m2 at 5.571428571428571428571428571428571429 share about 90 to 10", () => {
  const rule: AllocationRule = { method: "price", weights: [weight("grain", "27"), weight("split", "39", "7")] };
  const { shares } = allocationShares(rule, amounts({ grain: "65", split: "35" }));
  expect(shares).toEqual([
    { product: "grain", share: "0.9" },
    { product: "split", share: "0.1" },
  ]);
});

test("by efficiency, power at 0.40 and steam at 0.90: 1.44 GJ and 5.838 GJ share as 3.6 to 6.486667", () => {
  // Per tonne of board: 400 kWh of power; 2.1 t of steam at 2.78 GJ/t are 1621.67 kWh; 1000 : 1801.85.
  const rule: AllocationRule = {
    method: "efficiency",
    // 2780 MJ/t / 3.6 MJ/kWh / 0.9 = 278000/324 kWh per t
    weights: [weight("power", "10", "4"), weight("steam", "278000", "324")],
  };
  const { shares } = allocationShares(rule, amounts({ power: "400", steam: "2.1" }));
  expect(shares.map(({ share }) => share.slice(0, 8))).toEqual(["0.356906", "0.643093"]);
});

test("an unknown amount, or nothing made at all, leaves the shares unknown", () => {
  const rule: AllocationRule = { method: "mass", weights: [weight("grain", "1"), weight("split", "1")] };
  const unknown = new Map([...amounts({ grain: "65" }), ["split", undefined] as const]);
  expect(allocationShares(rule, unknown).shares).toEqual([]);
  expect(allocationShares(rule, amounts({ grain: "0", split: "0" })).shares).toEqual([]);
});

test("shares sum to exactly 1, whatever the amounts", () => {
  const parts = fc
    .array(fc.nat({ max: 10_000_000 }), { minLength: 2, maxLength: 7 })
    .filter((all) => all.some((n) => n > 0));
  fc.assert(
    fc.property(parts, (all) => {
      const weights = all.map((_, i) => weight(`p${i}`, "1"));
      const made = new Map(all.map((n, i) => [`p${i}`, fractionOf(String(n))] as const));
      const { shares } = allocationShares({ method: "mass", weights }, made);
      expect(sumOf(shares.map(({ share }) => fractionOf(share)))).toEqual(fractionOf("1"));
      expect(shares.every(({ share }) => !share.startsWith("-"))).toBe(true);
    }),
  );
});
