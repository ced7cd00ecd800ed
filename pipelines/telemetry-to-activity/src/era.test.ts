import fc from "fast-check";
import { expect, test } from "vitest";
import { erasOf, type RegisterFact } from "./era.ts";
import { at, micro, ruleOf } from "./told.ts";

const version = (clock: string, rule: Parameters<typeof ruleOf>[0]) => ({ fromMs: at(clock), rule: ruleOf(rule) });
const ratios = (...args: Parameters<typeof erasOf>) => erasOf(...args).map(({ rule }) => rule?.multiplierMicro);

test("a version that counts alike continues, one that counts otherwise does not", () => {
  const eras = erasOf(
    [
      version("10:00", { multiplier: "40" }),
      version("11:00", { multiplier: "40", ratedPerHour: "5", periodMs: 60_000 }),
      version("12:00", { multiplier: "60" }),
    ],
    [],
  );
  expect(eras.map(({ continues }) => continues)).toEqual([false, true, false]);
});

test.each<readonly [string, Parameters<typeof ruleOf>[0], Parameters<typeof ruleOf>[0]]>([
  ["another kind", { kind: "counter" }, { kind: "interval" }],
  ["another unit", {}, { unit: "MWh" }],
  ["another modulus", { modulus: "1000" }, { modulus: "10000" }],
  ["another way to integrate", { kind: "rate", unit: "kW" }, { kind: "rate", unit: "kW", method: "trapezoid" }],
  ["instants that are starts", { kind: "interval" }, { kind: "interval", stamp: "start" }],
  ["another unit in which it is sent", {}, { sends: "MWh" }],
  ["a mean instead of an integral", { kind: "rate", unit: "kW" }, { kind: "state", unit: "kW", isMean: true }],
])("with %s a version does not continue the one before", (_, one, other) => {
  expect(erasOf([version("10:00", one), version("11:00", other)], []).map(({ continues }) => continues)).toEqual([
    false,
    false,
  ]);
});

test("of two facts of one instant that contradict each other the larger number holds", () => {
  const opened = (micros: readonly bigint[]) =>
    erasOf(
      [version("10:00", {})],
      micros.map((openingMicro) => ({ kind: "reset", atMs: at("11:00"), openingMicro }) as const),
    ).at(-1)?.openingPico;
  expect(opened([3n, 5n, 4n])).toBe(5_000_000n);
});

test("what a person declared holds until a model version says something new of how the channel counts", () => {
  const declared = { kind: "multiplier", atMs: at("10:30"), multiplierMicro: micro("60") } as const;
  const same = [version("10:00", { multiplier: "40" }), version("11:00", { multiplier: "40", ratedPerHour: "9" })];
  expect(ratios(same, [declared])).toEqual([micro("40"), micro("60"), micro("60")]);
  const other = [version("10:00", { multiplier: "40" }), version("11:00", { multiplier: "50" })];
  expect(ratios(other, [declared])).toEqual([micro("40"), micro("60"), micro("50")]);
});

test("a fact of a time when no model knew the channel says nothing", () => {
  const fact = { kind: "multiplier", atMs: at("09:00"), multiplierMicro: micro("60") } as const;
  expect(erasOf([version("10:00", {})], [fact])).toEqual(erasOf([version("10:00", {})], []));
  const removed = { fromMs: at("11:00"), rule: undefined };
  expect(ratios([version("10:00", {}), removed], [{ ...fact, atMs: at("11:30") }])).toEqual([micro("1"), undefined]);
});

test("only a counter has a register to close and to open", () => {
  const fact = { kind: "replacement", atMs: at("10:30"), closingMicro: 5n, openingMicro: 0n } as const;
  const [, after] = erasOf([version("10:00", { kind: "rate", unit: "kW" })], [fact]);
  expect(after).toMatchObject({ closingPico: undefined, openingPico: undefined, continues: false });
});

const number = fc.option(fc.bigInt({ min: 1n, max: 3n }), { nil: undefined });
const fact: fc.Arbitrary<RegisterFact> = fc.oneof(
  fc.record({
    kind: fc.constant("replacement" as const),
    atMs: fc.constantFrom(at("10:00"), at("11:00"), at("11:30")),
    closingMicro: number,
    openingMicro: number,
    multiplierMicro: number,
    modulusMicro: number,
  }),
  fc.record({
    kind: fc.constant("multiplier" as const),
    atMs: fc.constantFrom(at("11:00"), at("11:30")),
    multiplierMicro: fc.bigInt({ min: 1n, max: 3n }),
  }),
);
const said = fc.tuple(fc.uniqueArray(fc.constantFrom("10:00", "11:00", "12:00")), fc.array(fact, { maxLength: 4 }));

test("versions and facts may be known in any order, two facts of one instant and kind included", () => {
  const orders = said.chain(([clocks, facts]) => {
    const versions = clocks.map((clock) => version(clock, { multiplier: clock === "12:00" ? "2" : "1" }));
    const all = [...versions, ...facts];
    return fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }));
  });
  const eras = (all: readonly (ReturnType<typeof version> | RegisterFact)[]) =>
    erasOf(
      all.filter((one) => "fromMs" in one),
      all.filter((one) => "atMs" in one),
    );
  fc.assert(
    fc.property(orders, ([one, other]) => {
      expect(eras(other)).toEqual(eras(one));
    }),
  );
});
