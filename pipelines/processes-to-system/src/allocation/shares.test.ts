import type { Outcome } from "@celadon/quantity";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  causalShares,
  economicShares,
  efficiencyShares,
  exergyShares,
  givenShares,
  physicalShares,
  referenceEfficiencies,
} from "../index.ts";

const value = <T>(outcome: Outcome<T, string>): T => {
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  return outcome.value;
};
/** The sentence of a refusal; "accepted" where there is none. */
const evidence = (outcome: Outcome<unknown, string>): string =>
  outcome.kind === "accept" ? "accepted" : outcome.evidence;

test("by mass: 10 pieces of 6 kg and 40 kg of cuttings share 0.6 and 0.4", () => {
  const coProducts = [
    { id: "chairs", amount: 10, perUnit: 6 },
    { id: "cuttings", amount: 40, perUnit: 1 },
  ];
  expect(value(physicalShares(coProducts, "mass"))).toEqual([0.6, 0.4]);
});

test("milk and meat by energy content: 100 kg at 3 MJ and 4 kg at 25 MJ share 0.75 and 0.25", () => {
  const coProducts = [
    { id: "milk", amount: 100, perUnit: 3 },
    { id: "meat", amount: 4, perUnit: 25 },
  ];
  expect(value(physicalShares(coProducts, "energy"))).toEqual([0.75, 0.25]);
});

test("a process that sells a product and accepts a waste shares by price and gate fee: 60 and 40 of revenue are 0.6 and 0.4", () => {
  const coProducts = [
    { id: "heat", amount: 30, price: 2 },
    { id: "waste accepted", amount: 80, price: 0.5 },
  ];
  expect(value(economicShares(coProducts))).toEqual([0.6, 0.4]);
});

test("a price of 0 is a price, and bears nothing; one co-product alone bears all, whatever is unknown of it", () => {
  const free = { id: "slag", amount: 9, price: 0 };
  expect(value(economicShares([{ id: "steel", amount: 1, price: 5 }, free]))).toEqual([1, 0]);
  expect(value(economicShares([{ id: "steel", amount: 1, price: undefined }]))).toEqual([1]);
});

const steel = { id: "steel", amount: 10, perUnit: 1 };
test.each([
  [
    'mass needs it of every co-product, and 1 of 2 lack it: "slag"',
    [steel, { id: "slag", amount: 4, perUnit: undefined }],
  ],
  ['not negative, and these have another: "slag"', [steel, { id: "slag", amount: 4, perUnit: -1 }]],
  ['not negative, and these have another: "slag"', [steel, { id: "slag", amount: 4, perUnit: Number.NaN }]],
  ['positive amount, and these are not: "slag"', [steel, { id: "slag", amount: 0, perUnit: 1 }]],
  ['positive amount, and these are not: "slag"', [steel, { id: "slag", amount: -4, perUnit: 1 }]],
  [
    "have 0 of mass together",
    [
      { ...steel, perUnit: 0 },
      { id: "slag", amount: 4, perUnit: 0 },
    ],
  ],
  [
    "have Infinity of mass together",
    [
      { ...steel, perUnit: 1e307 },
      { id: "slag", amount: 10, perUnit: 1e307 },
    ],
  ],
  ['once each, and these are not: "steel"', [steel, steel]],
  ["There is no co-product", []],
])("a physical split is refused, never made in equal parts and never all to the first: %s", (sentence, coProducts) => {
  const outcome = physicalShares(coProducts, "mass");
  expect(outcome).toMatchObject({ kind: "reject", reason: "allocation" });
  expect(evidence(outcome)).toContain(sentence);
});

test("an economic split without a price names who has none, at most ten of them", () => {
  const many = Array.from({ length: 12 }, (_, at) => ({ id: `p${at}`, amount: 1, price: undefined }));
  expect(evidence(economicShares(many))).toContain('12 of 12 lack it: "p0", "p1", "p2", "p3"');
  expect(evidence(economicShares(many))).toContain('"p9" and 2 more.');
});

test("any order of the co-products gives each the same bits, and the shares sum to 1", () => {
  const weights = fc.array(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), { minLength: 2, maxLength: 9 });
  fc.assert(
    fc.property(weights, (all) => {
      const coProducts = all.map((amount, at) => ({ id: `p${at}`, amount, perUnit: 1 }));
      const shares = value(physicalShares(coProducts));
      expect(value(physicalShares(coProducts.toReversed())).toReversed()).toEqual(shares);
      expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
      expect(shares.every((share) => share >= 0)).toBe(true);
    }),
  );
});

test("given shares stay as they are; off 1 by more than 1e-9 they are refused with the process and the sum", () => {
  const shares = (...all: readonly (number | undefined)[]) => all.map((share, at) => ({ id: `p${at}`, share }));
  expect(value(givenShares("mill", shares(0.825, 0.175)))).toEqual([0.825, 0.175]);
  expect(value(givenShares("mill", shares(1.2, -0.2)))).toEqual([1.2, -0.2]);
  expect(value(givenShares("mill", shares(0.5, 0.5 + 9e-10)))).toEqual([0.5, 0.5 + 9e-10]);
  expect(evidence(givenShares("mill", shares(0.5, 0.5 + 2e-9)))).toContain('process "mill" must sum to 1');
  expect(evidence(givenShares("mill", shares(0.5, 0.25)))).toContain("they sum to 0.75");
  expect(evidence(givenShares("mill", shares(1, undefined)))).toContain('"p1"');
  expect(evidence(givenShares("mill", shares(1, Number.NaN)))).toContain('"p1"');
  expect(evidence(givenShares("mill", []))).toContain("there are none");
});

test("causal shares are a row for each exchange; every exchange at fault is named at once", () => {
  const split = (exchange: string, steelShare: number, slagShare: number) => ({
    exchange,
    shares: [
      { id: "steel", share: steelShare },
      { id: "slag", share: slagShare },
    ],
  });
  expect(value(causalShares("S", [split("coal", 1, 0), split("co2", 0.7, 0.3)]))).toEqual([
    [1, 0],
    [0.7, 0.3],
  ]);
  const said = evidence(causalShares("S", [split("coal", 1, 1), split("co2", 0.7, 0.3), split("water", 0, 0)]));
  expect(said).toContain('exchange "coal" of process "S" must sum to 1, and they sum to 2');
  expect(said).toContain('exchange "water" of process "S" must sum to 1, and they sum to 0');
  expect(said).not.toContain("co2");
});

test("factors apply to inputs, emissions and credits alike, and the columns add up to the raw process", () => {
  // 0.6 / 0.4 on an emission of 1, an input worth 1 and a credit of -0.2: 1.08 and 0.72, together 1.8.
  const raw = [1, 1, -0.2];
  const shares = value(
    givenShares("S", [
      { id: "a", share: 0.6 },
      { id: "b", share: 0.4 },
    ]),
  );
  const columns = shares.map((share) => raw.reduce((sum, amount) => sum + share * amount, 0));
  expect(columns[0]).toBeCloseTo(1.08, 12);
  expect(columns[1]).toBeCloseTo(0.72, 12);
});

// Per tonne of board: 400 kWh of power, 2.1 t of steam of 2.78 GJ: 1.44 and 5.838 GJ.
const power = { id: "power", amount: 400, perUnit: 0.0036 };
const steam = { id: "steam", amount: 2.1, perUnit: 2.78 };

test("combined heat and power by efficiency: at 0.40 and 0.90 the fuels are 3.6 and 6.486667 GJ", () => {
  const shares = value(
    efficiencyShares([
      { ...power, efficiency: 0.4 },
      { ...steam, efficiency: 0.9 },
    ]),
  );
  expect(shares[0]).toBeCloseTo(3.6 / (3.6 + 5.838 / 0.9), 12);
  expect(shares[0]).toBeCloseTo(0.356907, 6);
});

test("by the named efficiencies of the GHG Protocol, heat 80 and power 35 of fuel 100 and 100 share in halves", () => {
  const { heat, power: electric } = referenceEfficiencies["ghg-protocol-us"];
  const outputs = [
    { id: "heat", amount: 80, perUnit: 1, efficiency: heat },
    { id: "power", amount: 35, perUnit: 1, efficiency: electric },
  ];
  for (const share of value(efficiencyShares(outputs))) expect(share).toBeCloseTo(0.5, 15);
});

test("equal efficiencies make the efficiency method the energy content method", () => {
  const equal = [
    { ...power, efficiency: 0.5 },
    { ...steam, efficiency: 0.5 },
  ];
  expect(value(efficiencyShares(equal))[0]).toBeCloseTo(value(physicalShares([power, steam]))[0] as number, 15);
});

test.each([
  ['these have none: "steam"', { ...steam, efficiency: undefined }],
  ['name a set: "ghg-protocol-us"', { ...steam, efficiency: undefined }],
  ['at most 1, and these are not: "steam". Write 35 % as 0.35', { ...steam, efficiency: 90 }],
  ['at most 1, and these are not: "steam"', { ...steam, efficiency: 0 }],
  ['1 of 2 lack it: "steam"', { ...steam, perUnit: undefined, efficiency: 0.9 }],
])("a split by efficiency is refused, no efficiency is assumed: %s", (sentence, output) => {
  expect(evidence(efficiencyShares([{ ...power, efficiency: 0.4 }, output]))).toContain(sentence);
});

test("by exergy, heat at 546.3 K is half work: 1 of power and 2 of heat share in halves", () => {
  const outputs = [
    { id: "power", amount: 1, perUnit: 1, is: "power" as const },
    { id: "heat", amount: 2, perUnit: 1, is: { heatAtKelvin: 546.3 } },
  ];
  for (const share of value(exergyShares(outputs))) expect(share).toBeCloseTo(0.5, 15);
});

test.each([undefined, 273.15, 100])("by exergy, heat at %s K is refused by its id", (heatAtKelvin) => {
  const outputs = [
    { ...power, is: "power" as const },
    { ...steam, is: { heatAtKelvin } },
  ];
  expect(evidence(exergyShares(outputs))).toContain('these have none: "steam"');
});

test("by exergy, an energy that is not known is refused by its id", () => {
  const outputs = [
    { ...power, is: "power" as const },
    { ...steam, perUnit: undefined, is: { heatAtKelvin: 450 } },
  ];
  expect(evidence(exergyShares(outputs))).toContain('lack it: "steam"');
});
