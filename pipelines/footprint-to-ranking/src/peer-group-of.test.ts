import type { Footprint, PeerGroup } from "@celadon/proto";
import { expect, test } from "vitest";
import type { IndicatorName } from "./indicator-names.ts";
import { peerGroupId } from "./peer-group-id.ts";
import { peerGroupOf } from "./peer-group-of.ts";
import { energy, leather, line, row } from "./plant-in-test.ts";

function groupOf(footprint: Footprint, by: IndicatorName = "footprint"): PeerGroup {
  const group = peerGroupOf(footprint, by);
  if (group.kind !== "accept") throw new TypeError(group.evidence);
  return group.value;
}
const keysOf = (footprint: Footprint, by?: IndicatorName) =>
  groupOf(footprint, by).keys.map(({ name, value }) => `${name}: ${value}`);
const idOf = (footprint: Footprint, by?: IndicatorName) => peerGroupId(groupOf(footprint, by));

test("stated and derived keys stand together, in the order of their names", () => {
  expect(groupOf(leather())).toMatchObject({ productGroup: "finished leather", declaredUnit: "m2", simulated: false });
  expect(keysOf(leather())).toEqual(["animal: cow", "gwp set: AR6", "method: celadon-1", "thickness: 1.2-1.4 mm"]);
});

test("the farm rule is read off the lines, and no model can state another", () => {
  const lines = [line("hides/cow", { activity: "farm/hide-pefcr-dairy" })];
  const [product] = leather().inventory?.products ?? [];
  const stated = { ...product, keys: [{ name: "farm rule", value: "hide-en16887" }] };
  const footprint = leather({}, { lines, products: product === undefined ? [] : [{ ...product, ...stated }] });
  expect(keysOf(footprint)).toContain("farm rule: hide-pefcr-dairy");
  expect(keysOf(leather({}, { products: footprint.inventory?.products ?? [] }))).not.toContain(
    "farm rule: hide-en16887",
  );
});

test("a farm row that an amount was multiplied with is a farm rule too", () => {
  const lines = [line("hides/cow", { activity: "hide", coefficients: [row("farm-hide-share-pefcr")] })];
  expect(keysOf(leather({}, { lines }))).toContain("farm rule: hide-share-pefcr");
});

test.each<[string, Partial<Footprint>]>([
  ["another GWP set", { gwpSet: "AR5" }],
  ["another method", { method: "celadon-2" }],
  ["another boundary", { boundary: "gate-to-gate" }],
  ["another unit", { declaredUnit: "ft2" }],
  ["simulated", { marks: ["simulated"] }],
])("%s makes another group", (_, more) => {
  expect(idOf(leather(more))).not.toBe(idOf(leather()));
});

test("illustrative is a mark and no key, and keys in another order are the same", () => {
  const [product] = leather().inventory?.products ?? [];
  const turned = product === undefined ? [] : [{ ...product, keys: product.keys.toReversed() }];
  expect(idOf(leather({ marks: ["illustrative"] }, { products: turned }))).toBe(idOf(leather()));
});

test("the energy of a kWh by heat content never meets that by the coal that made it; the footprint does not mind", () => {
  const [part] = energy().parts;
  const factors = [row("standard-coal-electricity-equivalent-2020", { value: "0.3", unit: "kgce", perUnit: "kWh" })];
  const other = energy({ parts: part === undefined ? [] : [{ ...part, factors }] });
  const [calorific, equivalent] = [leather({}, { indicators: [energy()] }), leather({}, { indicators: [other] })];
  expect(keysOf(equivalent, "energy")).toContain(
    "standard coal: 0.3 kgce/kWh (standard-coal-electricity-equivalent-2020)",
  );
  expect(idOf(calorific, "energy")).not.toBe(idOf(equivalent, "energy"));
  expect(idOf(calorific)).toBe(idOf(equivalent));
});

test("a product without a group is compared with nobody, and told how to be", () => {
  const products = (leather().inventory?.products ?? []).map((one) => ({ ...one, group: "" }));
  expect(peerGroupOf(leather({}, { products }), "footprint")).toMatchObject({
    kind: "reject",
    reason: "no-group",
    evidence: expect.stringContaining("products: upper: group"),
  });
});
