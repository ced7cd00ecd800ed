import fc from "fast-check";
import { expect, test } from "vitest";
import { Decimal } from "./decimal.ts";
import { convert, type Unit, unitByCode, unitOf, units, unitsConvert } from "./unit.ts";

const known = (symbol: string): Unit => {
  const unit = unitOf(symbol);
  if (unit.kind !== "accept") throw new Error(unit.evidence);
  return unit.value;
};
const converted = (amount: string, from: string, to: string): string => {
  const outcome = convert(new Decimal(amount), known(from), known(to));
  return outcome.kind === "accept" ? outcome.value.toFixed() : outcome.evidence;
};

test.each([
  ["3.6", "MJ", "1", "kWh"],
  ["1", "kWh", "3600", "kJ"],
  ["1", "GJ", "1000", "MJ"],
  ["2.5", "t", "2500000", "g"],
  ["1", "L/s", "3.6", "m3/h"],
  ["1", "m3/s", "3600", "m3/h"],
  ["100", "ft2", "9.290304", "m2"],
  ["12", "%", "0.12", "fraction"],
  ["250", "mg/m3", "0.25", "mg/L"],
  ["90", "s", "0.025", "h"],
  ["1250", "kg.km", "1.25", "t.km"],
] as const)("%s %s are %s %s", (amount, from, expected, to) => {
  expect(converted(amount, from, to)).toBe(expected);
});

test("a kWh never becomes a m3, and the sentence says what would", () => {
  expect(converted("1", "kWh", "m3")).toBe(
    "An amount in kWh (energy) cannot become m3 (volume): state it in a unit of volume.",
  );
});

test("transport work is neither a mass nor a distance", () => {
  expect(known("tkm").symbol).toBe("t.km");
  expect(unitsConvert(known("t.km"), known("t"))).toBe(false);
  expect(unitsConvert(known("t.km"), known("km"))).toBe(false);
});

test("100 m3 of gas at 0 degrees are not 100 m3 at 20 degrees, nor at an unsaid temperature", () => {
  expect(converted("100", "Nm3", "Sm3")).toContain("at the same reference temperature");
  expect(unitsConvert(known("Nm3"), known("m3"))).toBe(false);
  expect(converted("100", "Nm3", "Nm3")).toBe("100");
});

test("a year of operation and a state convert into nothing but themselves", () => {
  expect(unitsConvert(known("year"), known("state"))).toBe(false);
  expect(unitsConvert(known("year"), known("year"))).toBe(true);
});

const pair = fc
  .tuple(fc.constantFrom(...units), fc.constantFrom(...units))
  .filter(([from, to]) => unitsConvert(from, to));
const amount = fc
  .bigInt({ min: -(10n ** 18n), max: 10n ** 18n })
  .map((micro) => new Decimal(String(micro)).times("1e-6"));

test("there and back is the identity: exactly where the ratio is a finite decimal, else within its 120 digits", () => {
  fc.assert(
    fc.property(pair, amount, ([from, to], there) => {
      const outcome = convert(there, from, to);
      if (outcome.kind !== "accept") throw new Error(outcome.evidence);
      const back = convert(outcome.value, to, from);
      if (back.kind !== "accept") throw new Error(back.evidence);
      expect(back.value.minus(there).abs().lte(there.abs().times("1e-100"))).toBe(true);
      if (outcome.value.precision() < 100) expect(back.value.toFixed()).toBe(there.toFixed());
    }),
  );
});

test("converting is additive and does not depend on a stop in between", () => {
  fc.assert(
    fc.property(fc.constantFrom("kWh", "t", "m3", "mg/L", "h"), amount, amount, (symbol, a, b) => {
      const family = units.filter((unit) => unitsConvert(known(symbol), unit) && !unit.denominator.includes("."));
      for (const to of family) {
        const of = (value: Decimal) => converted(value.toFixed(), symbol, to.symbol);
        expect(new Decimal(of(a)).plus(of(b)).toFixed()).toBe(of(a.plus(b)));
      }
    }),
    { numRuns: 20 },
  );
});

test("an unknown unit names its near misses and all that are known; symbols are case-sensitive", () => {
  const outcome = unitOf("kwh");
  expect(outcome).toMatchObject({ kind: "reject", reason: "unknown-unit" });
  expect(outcome).toHaveProperty("evidence", expect.stringMatching(/^Unit "kwh" is not known\. Did you mean "kWh"/));
  expect(outcome).toHaveProperty("evidence", expect.stringContaining("Known: kWh Wh MWh"));
  expect([known("m³"), known("m²"), known("tonne"), known("°C")].map(({ symbol }) => symbol)).toEqual([
    "m3",
    "m2",
    "t",
    "degC",
  ]);
});

test("a count may be written in pieces, and the list of units says so", () => {
  expect(["1", "piece", "pieces", "pcs", "件"].map((symbol) => known(symbol).symbol)).toEqual([
    "1",
    "1",
    "1",
    "1",
    "1",
  ]);
  expect(unitOf("stk")).toHaveProperty("evidence", expect.stringMatching(/; for 1 also piece pieces pcs 件\.$/));
});

test("codes fit seven bits, are given once, and are never 0, which means that nothing was stated", () => {
  const codes = units.map(({ code }) => code);
  expect(new Set(codes).size).toBe(units.length);
  expect(new Set(units.map(({ symbol }) => symbol)).size).toBe(units.length);
  expect(Math.min(...codes)).toBe(1);
  expect(Math.max(...codes)).toBeLessThan(128);
  for (const unit of units) expect(unitByCode(unit.code)).toBe(unit);
  expect(unitByCode(0)).toBeUndefined();
});

test("codes are what stored readings mean: these were given and must not move", () => {
  const given = {
    kWh: 1,
    MWh: 3,
    MJ: 5,
    kW: 9,
    kg: 12,
    t: 15,
    m3: 17,
    m2: 22,
    fraction: 28,
    "mg/L": 30,
    kgce: 39,
    pH: 52,
  };
  for (const [symbol, code] of Object.entries(given)) expect(known(symbol).code).toBe(code);
});
