import { Indicator } from "@celadon/proto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { referenceValues } from "./reference-values.ts";

const figures = (...amounts: readonly (number | string)[]) =>
  amounts.map((amount, i) => Indicator.fromPartial({ factory: `factory ${i}`, amount: String(amount) }));
const shown = (some: readonly Indicator[], least = 3) => {
  const values = referenceValues(some, least);
  if (values.kind !== "accept") return values.reason;
  return [values.value.leading.toFixed(), values.value.base.toFixed(), values.value.factories];
};

test("of three figures the best 5 % is the best one, and the average is 30 / 3", () => {
  expect(shown(figures(12, 8, 10))).toEqual(["8", "10", 3]);
});

test("of forty the second best leads, of forty-one the third", () => {
  const many = (count: number) => figures(...Array.from({ length: count }, (_, i) => i + 1));
  expect(shown(many(20))).toEqual(["1", "10.5", 20]);
  expect(shown(many(40))).toEqual(["2", "20.5", 40]);
  expect(shown(many(41))).toEqual(["3", "21", 41]);
});

test("fewer factories than the scheme asks for set nothing, however many products they have", () => {
  expect(shown(figures(1, 2))).toBe("few-peers");
  const oneFactory = figures(1, 2, 3).map((one) => ({ ...one, factory: "mill" }));
  expect(shown(oneFactory)).toBe("few-peers");
  expect(shown([], 0)).toBe("few-peers");
});

test("an average is rounded once, at the 12th digit", () => {
  expect(shown(figures(1, 1, 0))).toEqual(["0", "0.666666666667", 3]);
});

test("any order sets the same values", () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 3, maxLength: 60 });
  const orders = amounts.chain((all) => {
    const some = figures(...all);
    return fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }));
  });
  fc.assert(
    fc.property(orders, ([a, b]) => {
      expect(shown(b)).toEqual(shown(a));
    }),
  );
});
