import type { FactorUse, Footprint, IndicatorAmount, Inventory } from "@celadon/proto";
import { expect, test } from "vitest";
import { footprintBytes } from "./footprint-bytes.ts";
import { footprintsOf } from "./footprints-of.ts";
import { co2e, gwpOfTests, plantBuilder } from "./plant-builder.ts";

const gap = { kind: "missing-factor", where: "tannery/glue", reason: "Near rows: a, b.", excused: true };
const tannery = plantBuilder()
  .makes("tannery", "leather", "40", "m2")
  .takes("tannery", "power", "100", co2e("0.5777"))
  .takes("tannery", "glue", "1", [])
  .declares("leather", "m2")
  .with({ gaps: [gap] });

const footprintOfPlant = (changes: Partial<Inventory> = {}): Footprint => {
  const outcome = footprintsOf({ ...tannery.inventory, ...changes }, { gwp: gwpOfTests });
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  return outcome.value.footprints[0] as Footprint;
};
const textOf = (footprint: Footprint): string =>
  new TextDecoder("utf-8", { fatal: true }).decode(footprintBytes(footprint));

test("bytes are UTF-8 of canonical JSON, whatever the script", () => {
  const name = "ß 皮革 🐄 €";
  const products = tannery.inventory.products.map((product) => ({ ...product, name }));
  const text = textOf(footprintOfPlant({ products }));
  expect(text).toContain(`"productName":"${name}"`);
  expect(Object.keys(JSON.parse(text))).toEqual(Object.keys(JSON.parse(text)).toSorted());
});

test("another release with the same rows, and another wording of a gap, keep id and bytes", () => {
  const base = footprintOfPlant();
  const other = footprintOfPlant({ factorRelease: "d".repeat(64), gaps: [{ ...gap, reason: "Near rows: a, b, c." }] });
  expect(other.factorRelease).not.toBe(base.factorRelease);
  expect(other.id).toBe(base.id);
  expect(footprintBytes(other)).toEqual(footprintBytes(base));
});

const intake = (value: string, reason: string): IndicatorAmount => ({
  name: "water-intake",
  product: "leather",
  amount: "",
  unit: "m3",
  parts: [
    {
      flow: "well",
      amount: "",
      sources: [],
      factors: [{ ...(tannery.inventory.lines[0]?.factors[0] as FactorUse), id: "well", value }],
      basis: "primary",
    },
  ],
  gaps: [{ ...gap, reason }],
});

test("a factor row of an indicator is in the id, and the wording of its gaps is not", () => {
  const base = footprintOfPlant({ indicators: [intake("1", "Near rows: a.")] });
  const other = footprintOfPlant({ indicators: [intake("1", "Near rows: a, b.")] });
  expect([other.id, textOf(other)]).toEqual([base.id, textOf(base)]);
  expect(footprintOfPlant({ indicators: [intake("2", "Near rows: a.")] }).id).not.toBe(base.id);
});

test("the id is the one of this content, for good", () => {
  // Python: uuid.uuid5(Celadon's name space, json.dumps(content, sort_keys=True, separators=(",", ":"))), content by hand.
  expect(footprintOfPlant().id).toBe("2f501b2c-edf7-5b98-a9f2-1d87f6287821");
});

test("everything that a footprint is worked out from is in its id", () => {
  const { inventory } = tannery;
  const row = (changes: object) => ({
    lines: inventory.lines.map((line) => ({
      ...line,
      factors: line.factors.map((factor) => ({ ...factor, ...changes })),
    })),
  });
  const coefficient = inventory.lines[0]?.factors[0];
  const changed: readonly Partial<Inventory>[] = [
    { factory: "other" },
    { fromMs: 1n },
    { toMs: 1n },
    { reach: "running" },
    { method: "celadon-2" },
    { models: [{ hash: "e".repeat(64), fromMs: 0n }] },
    { models: [...inventory.models, { hash: "e".repeat(64), fromMs: 3_600_000n }] },
    { activityDigest: "f".repeat(64) },
    row({ value: "0.5778" }),
    row({ locator: "row 2" }),
    row({ marks: ["age 1 year"] }),
    {
      lines: inventory.lines.map((line) => ({
        ...line,
        coefficients: coefficient === undefined ? [] : [coefficient].map((c) => ({ ...c, id: "ncv" })),
      })),
    },
  ];
  const ids = changed.map((changes) => footprintOfPlant(changes).id);
  expect(new Set([footprintOfPlant().id, ...ids]).size).toBe(changed.length + 1);
});

test("a GWP row that is corrected changes the id", () => {
  const methane = tannery.takes("tannery", "leak", "1", [{ gas: "CH4-fossil", value: "1" }]).inventory;
  const idBy = (value: string) => {
    const outcome = footprintsOf(methane, {
      gwp: (gas, set) => {
        const row = gwpOfTests(gas, set);
        return row.kind === "accept" ? { ...row, value: { ...row.value, value } } : row;
      },
    });
    return outcome.kind === "accept" ? outcome.value.footprints[0]?.id : undefined;
  };
  expect(idBy("29.8")).not.toBe(idBy("29.9"));
});
