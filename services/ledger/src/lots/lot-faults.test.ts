import { Lot } from "@celadon/proto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { lotFaults } from "./lot-faults.ts";
import { overlapping } from "./standing-lots.ts";

const sound = Lot.fromPartial({
  ...{ factory: "mill", key: "k", product: "paper", name: "roll 7", quantity: "1.5", unit: "t" },
  ...{ fromMs: 1_770_000_000_001n, toMs: 1_770_000_000_002n, who: "Li", why: "shift book", declaredMs: 1n },
});
const paths = (more: Partial<Lot>) => lotFaults({ ...sound, ...more }).map(({ path }) => path);

test("a lot of a millisecond is one; what it leaves out or contradicts is told, all of it", () => {
  expect(paths({})).toEqual([]);
  expect(paths({ key: "", who: "", why: "", product: "", name: " ", declaredMs: 0n })).toEqual([
    ...["key", "who", "why", "declaredMs", "product", "name"],
  ]);
});

test.each([
  ["stops as it starts", { toMs: sound.fromMs }, "toMs"],
  ["starts in 1970", { fromMs: 1n }, "fromMs"],
  ["is of nothing", { quantity: "0" }, "quantity"],
  ["is of less than nothing", { quantity: "-1" }, "quantity"],
  ["is of no number", { quantity: "1,5" }, "quantity"],
  ["is of seven decimals", { quantity: "0.0000001" }, "quantity"],
  ["is counted in nothing known", { unit: "rolls of paper" }, "unit"],
  ["has an attribute twice", { attributes: [1, 2].map((i) => ({ name: "order", value: `${i}` })) }, "attributes"],
])("a lot that %s is refused", (_, more, path) => {
  expect(paths(more)).toEqual([path]);
});

test("of a lot that is taken back only who, when, why and its key count", () => {
  expect(paths({ withdrawn: true, product: "", quantity: "", unit: "", toMs: 0n })).toEqual([]);
  expect(paths({ withdrawn: true, key: "" })).toEqual(["key"]);
});

test("any lot that can be decoded has faults or none, and never throws", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (text, other, at) => {
      lotFaults(Lot.fromPartial({ factory: text, key: other, quantity: text, unit: other, fromMs: at, toMs: -at }));
    }),
  );
});

test("lots of one product overlap where they share time; those that meet do not, nor those of two products", () => {
  const lot = (key: string, fromMs: bigint, toMs: bigint, product = "paper"): Lot => ({
    ...sound,
    ...{ key, fromMs, toMs, product },
  });
  const all = [lot("a", 0n, 10n), lot("b", 10n, 20n), lot("c", 9n, 11n), lot("d", 0n, 20n, "board")];
  expect(all.map((one) => overlapping(one, all).map(({ key }) => key))).toEqual([["c"], ["c"], ["a", "b"], []]);
});
