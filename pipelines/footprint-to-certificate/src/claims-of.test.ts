import { Contribution, Inventory, Line } from "@celadon/proto";
import { canonicalJson } from "@celadon/quantity";
import { expect, test } from "vitest";
import { claimsShape } from "./claims.ts";
import { claimsOf } from "./claims-of.ts";
import { figureFaults } from "./figure-faults.ts";
import { sampleFootprint } from "./sample-footprint.ts";
import { sampleIssuable } from "./sample-issuable.ts";
import { sampleIssuance } from "./sample-issuance.ts";
import { shapeFaults } from "./shape.ts";

const claims = claimsOf(sampleIssuable(), sampleIssuance);
const subject = claims.credentialSubject;

test("a footprint that ends at the gate is named a partial one, in both languages; one to the grave is not", () => {
  expect(subject.claim).toEqual({ en: "Partial carbon footprint of a product", zh: "部分产品碳足迹" });
  const whole = claimsOf(sampleIssuable({ boundary: "cradle-to-grave" }), sampleIssuance);
  expect(whole.credentialSubject.claim.zh).toBe("产品碳足迹");
});

test("figures are copied digit by digit, and an absent one is null", () => {
  expect(subject.figures).toEqual({ totalKgCo2e: "8", absoluteKgCo2e: "800", produced: "100", biogenicKgCo2: null });
  expect(subject.product.name).toEqual({ en: "Bovine upper leather", zh: "牛皮鞋面革" });
  expect(subject.period.from).toBe("2025-01-01T00:00:00+08:00");
});

test("the factor rows are those of this product, coefficients and warming potentials too, each once", () => {
  expect(subject.factors.map(({ id }) => id)).toEqual(["gas-row", "grid-cn-footprint-2024", "gwp-ar6-co2"]);
  expect(subject.factors[1]).toMatchObject({ value: "0.5777", unit: "kgCO2e/kWh", locator: "table 1" });
});

test("each row says which share of the figure rests on it: 5.777 and 2.223 of 8; a warming potential says none", () => {
  expect(subject.factors.map(({ share }) => share)).toEqual(["0.277875", "0.722125", null]);
});

test("what lines share counts for each of their rows, a credit by its size", () => {
  const contributions = [
    Contribution.fromPartial({ line: "tanning/electricity", amount: "9" }),
    Contribution.fromPartial({ line: "tanning/gas", amount: "-1" }),
  ];
  const [grid, gas] = sampleFootprint().inventory?.lines ?? [];
  const lines = [
    Line.fromPartial({ ...grid, coefficients: gas?.factors ?? [] }),
    Line.fromPartial({ ...gas, factors: [...(gas?.factors ?? []), ...(gas?.factors ?? [])] }),
  ];
  const inventory = Inventory.fromPartial({ lines });
  const { factors } = claimsOf(sampleIssuable({ contributions, inventory }), sampleIssuance).credentialSubject;
  expect(factors.map(({ id, share }) => [id, share])).toEqual([
    ["gas-row", "1"],
    ["grid-cn-footprint-2024", "0.9"],
    ["gwp-ar6-co2", null],
  ]);
});

test("the product's specification is said, as its plant declares it", () => {
  expect(subject.product.specification).toEqual({ group: "", keys: [] });
  const product = { product: "upper-leather", group: "finished leather", keys: [{ name: "animal", value: "bovine" }] };
  const inventory = Inventory.fromPartial({ products: [product] });
  const declared = claimsOf(sampleIssuable({ inventory }), sampleIssuance).credentialSubject.product;
  expect(declared.specification).toEqual({ group: product.group, keys: product.keys });
});

test("the same input gives the same certificate; another date, issuer or footprint another id", () => {
  expect(canonicalJson(claimsOf(sampleIssuable(), sampleIssuance))).toBe(canonicalJson(claims));
  const others = [
    claimsOf(sampleIssuable(), { ...sampleIssuance, validUntilMs: sampleIssuance.validUntilMs + 1 }),
    claimsOf(sampleIssuable(), { ...sampleIssuance, issuer: { ...sampleIssuance.issuer, id: "did:web:other" } }),
    claimsOf(sampleIssuable({ id: "other" }), sampleIssuance),
  ];
  expect(new Set([claims, ...others].map(({ id }) => id)).size).toBe(4);
});

test("what a demo issuer says carries the mark", () => {
  const demo = { ...sampleIssuance, issuer: { ...sampleIssuance.issuer, simulated: true } };
  expect(claimsOf(sampleIssuable(), demo).credentialSubject.quality.marks).toEqual(["simulated issuer"]);
});

test("claims have the form that verification asks for, and no bare number: a reader may round one", () => {
  expect(shapeFaults(claimsShape, claims, "")).toEqual([]);
  JSON.parse(canonicalJson(claims), (_, value: unknown) => expect(value).not.toBeTypeOf("number"));
});

test.each([
  [
    "parts that do not add up",
    { byStage: [{ name: "energy", amount: "7.99", share: "" }] },
    "parts by stage add up to 7.99",
  ],
  ["a total that is not what was made", { absolute: "801" }, "is not 801 kg CO2e of the period"],
  ["a share above 1", { placeholderShare: "1.1" }, 'share "placeholder" is 1.1'],
  ["shares of time that are not one", { missingShare: "0.1" }, "shares of time add up to 1.1"],
])("%s is a contradiction", (_, changes, sentence) => {
  const faults = figureFaults(claimsOf(sampleIssuable(changes), sampleIssuance));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(sentence);
});

test("a footprint of the engine with rounded figures does not contradict itself", () => {
  // 100 / 3 = 33.3333333333 in 12 digits, from 1000 / 30.
  const parts = [{ name: "all", amount: "33.3333333333", share: "1" }];
  const views = { byStage: parts, byScope: parts, byGas: parts, byProcess: parts };
  const rounded = sampleFootprint({ ...views, total: "33.3333333333", absolute: "1000", produced: "30" });
  expect(figureFaults(claimsOf(sampleIssuable(rounded), sampleIssuance))).toEqual([]);
});
