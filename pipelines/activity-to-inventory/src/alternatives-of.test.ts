import type { FactorUse, Inventory } from "@celadon/proto";
import { accept, hourMs, readInstant, reject } from "@celadon/quantity";
import { expect, test } from "vitest";
import type { ActivityHour } from "./activity-hour.ts";
import { alternativesOf } from "./alternatives-of.ts";
import type { FactorSource } from "./chosen-factors.ts";
import { inventoryOf } from "./inventory-of.ts";
import type { PlantModel } from "./plant-model.ts";
import { readPlantModel } from "./read-plant-model.ts";
import type { ModelInForce } from "./versions.ts";

const fromMs = readInstant("2026-03-01T00:00Z") ?? Number.NaN;
const period = { fromMs, toMs: fromMs + hourMs };
const once = (amount: string): readonly ActivityHour[] => [
  { hourMs: fromMs, amount, measuredMs: hourMs, estimatedMs: 0 },
];

/** 100 m2 of leather and 35 t of split from 100 t of hides; 1,000 kg of COD; power of the grid in two places. */
const windows = new Map(
  Object.entries({ hideT: "100", grainT: "65", splitT: "35", cod: "1000", wetKwh: "30", dryKwh: "70" }).map(
    ([name, amount]) => [name, once(amount)] as const,
  ),
);
const yaml = `
factory: tannery
timeZone: UTC
place: CN
effectiveFrom: 2026-01-01
channels:
  grainT: { kind: interval, unit: t, period: 1h }
  splitT: { kind: interval, unit: t, period: 1h }
  cod: { kind: interval, unit: kg, period: 1h }
  wetKwh: { kind: interval, unit: kWh, period: 1h }
  dryKwh: { kind: interval, unit: kWh, period: 1h }
processes:
  splitting:
    makes: { grain: grainT, split: splitT }
    uses: { water treatment: cod }
    takes:
      power: { amount: wetKwh, factor: electricity/grid }
    allocation: { method: mass, prices: { grain: 27, split: 5 } }
  drying:
    makes: { leather: grainT }
    uses: { grain: grainT }
    takes:
      power: { amount: dryKwh, factor: electricity/grid }
  effluent plant:
    makes: { water treatment: cod }
    emits:
      methane:
        gas: CH4-biogenic
        amount: cod
        times: [{ value: 0.25 }, { factor: mcf/reactor, row: reactor }]
products:
  leather: { declaredUnit: 1 t, boundary: gate-to-gate, period: year }
  split: { declaredUnit: 1 t, boundary: gate-to-gate, period: year }
`;

const row = (id: string, value: string, perUnit: string, gas: string, unit: string): FactorUse => ({
  ...{ id, value, perUnit, gas, unit },
  ...{ document: "A page", edition: "1", locator: "line 1", confidence: "official", marks: [], gwpSet: "" },
});
const rows: Readonly<Record<string, FactorUse>> = {
  grid: row("grid", "0.5", "kWh", "CO2e", "kgCO2e"),
  gridBefore: row("gridBefore", "0.6", "kWh", "CO2e", "kgCO2e"),
  reactor: row("reactor", "0.8", "1", "fraction", "fraction"),
  overloaded: row("overloaded", "0.3", "1", "fraction", "fraction"),
};
const factors: FactorSource = {
  release: "r1",
  choose: ({ activity, row: named }) => {
    const found = rows[named ?? (activity === "electricity/grid" ? "grid" : "")];
    return found === undefined ? reject("missing-factor", "None.") : accept({ rows: [found] });
  },
  rivals: ({ activity, row: named }) =>
    activity === "electricity/grid"
      ? { chosen: named ?? "grid", instead: ["gridBefore"] }
      : { chosen: "reactor", instead: ["overloaded"] },
};

const modelOf = (text: string): PlantModel => {
  const model = readPlantModel(text);
  if (model.kind !== "accept") throw new Error(model.evidence);
  return model.value;
};
const inForce = (text: string): ModelInForce => {
  const model = modelOf(text);
  return { model, fromMs: model.effectiveFromMs };
};
const asked = (product: string, text = yaml) => ({ models: [inForce(text)], period, factors, product });
const names = (product: string, text?: string) =>
  alternativesOf(asked(product, text)).map(
    ({ kind, where, chosen, instead }) => `${kind} ${where}: ${chosen} -> ${instead}`,
  );
const inventory = (models: readonly ModelInForce[]): Inventory => {
  const made = inventoryOf({ period, models, windows, factors });
  if (made.kind !== "accept") throw new Error(made.evidence);
  return made.value;
};
const madeWith = (product: string, instead: string): Inventory => {
  const found = alternativesOf(asked(product)).find((one) => one.instead === instead);
  if (found === undefined) throw new Error(`Nothing is "${instead}" instead.`);
  return inventory(found.models);
};

test("each choice behind a product is made otherwise once: the method, the treatment, the year of the grid in all its lines", () => {
  expect(names("leather")).toEqual([
    "allocation splitting: mass -> price",
    "factor drying/power, splitting/power: grid -> gridBefore",
    "factor effluent plant/methane: reactor -> overloaded",
  ]);
});

test("what cannot touch a product is no choice of it: drying is not behind the split", () => {
  expect(names("split")).toContain("factor splitting/power: grid -> gridBefore");
});

test("shared by price instead of mass, 65 t at 27 and 35 t at 5 carry 1755 and 175 of 1930", () => {
  const shares = (of: Inventory) => of.processes.find(({ id }) => id === "splitting")?.allocation;
  expect(shares(inventory(asked("split").models))).toMatchObject({ method: "mass", shares: [{ share: "0.65" }, {}] });
  const byPrice = shares(madeWith("split", "price"));
  expect(byPrice).toMatchObject({ method: "price", shares: [{ product: "grain" }, { product: "split" }] });
  expect(Number(byPrice?.shares[1]?.share)).toBeCloseTo(175 / 1930, 15);
});

test("1,000 kg of COD at 0.25 give 200 kg of methane in a reactor (0.8), 75 kg in an overloaded plant (0.3)", () => {
  const methane = (of: Inventory) => of.lines.find(({ flow }) => flow === "methane")?.direct[0]?.massKg;
  expect(methane(inventory(asked("split").models))).toBe("200");
  expect(methane(madeWith("split", "overloaded"))).toBe("75");
});

test("the year of the grid changes in every line that wishes for it, and in nothing else", () => {
  const ids = (of: Inventory) => of.lines.flatMap((line) => line.factors.map(({ id }) => `${line.id} ${id}`));
  expect(ids(inventory(asked("leather").models))).toEqual(["drying/power grid", "splitting/power grid"]);
  const made = madeWith("leather", "gridBefore");
  expect(ids(made)).toEqual(["drying/power gridBefore", "splitting/power gridBefore"]);
  expect(made.processes).toEqual(inventory(asked("leather").models).processes);
});

test("a choice made as it was made changes no amount: only the row is named now", () => {
  const same: FactorSource = { ...factors, rivals: (wish) => ({ chosen: "", instead: [wish.row ?? "grid"] }) };
  const before = inventory(asked("leather").models);
  for (const { kind, models } of alternativesOf({ ...asked("leather"), factors: same })) {
    if (kind === "factor")
      expect(inventory(models)).toEqual({ ...before, models: expect.anything(), activityDigest: expect.anything() });
  }
});

const chp = (allocation: string, units = ["kWh", "t"]) => `
factory: mill
timeZone: UTC
place: CN
effectiveFrom: 2026-01-01
channels:
  power: { kind: interval, unit: ${units[0]}, period: 1h }
  steam: { kind: interval, unit: ${units[1]}, period: 1h }
processes:
  power station:
    makes: { own power: power, steam: steam }
    allocation: ${allocation}
products:
  steam: { declaredUnit: 1 ${units[1]}, boundary: gate-to-gate, period: year }
  own power: { declaredUnit: 1 ${units[0]}, boundary: gate-to-gate, period: year }
`;

test.each([
  [
    "a method with its contents and references can share by the contents alone",
    chp("{ method: efficiency, references: { own power: 0.4, steam: 0.9 }, energy: { steam: 2.78 GJ/t } }"),
    ["allocation power station: efficiency -> energy"],
  ],
  [
    "two energies share by energy without a word",
    chp("{ method: price, prices: { own power: 2, steam: 1 } }", ["kWh", "GJ"]),
    ["allocation power station: price -> energy"],
  ],
  [
    "stated shares have every method beside them that the model has numbers for",
    chp(
      "{ method: shares, shares: { own power: 0.3, steam: 0.7 }, energy: { steam: 2.78 GJ/t }, prices: { own power: 2, steam: 1 } }",
    ),
    ["allocation power station: shares -> energy", "allocation power station: shares -> price"],
  ],
  [
    "without numbers for another method there is no other",
    chp("{ method: price, prices: { own power: 2, steam: 1 } }"),
    [],
  ],
])("%s", (_, text, said) => {
  expect(names("steam", text)).toEqual(said);
});

test("a change of the version in between is made in every version that makes the same choice", () => {
  const second = yaml.replace("2026-01-01", "2026-02-01").replace("value: 0.25", "value: 0.2");
  const both = [inForce(yaml), inForce(second)];
  const found = alternativesOf({ ...asked("split"), models: both }).find(({ instead }) => instead === "price");
  expect(
    found?.models.map(({ model }) => model.processes.find(({ name }) => name === "splitting")?.allocation.method),
  ).toEqual(["price", "price"]);
  expect(found?.models.map(({ fromMs: at }) => at)).toEqual(both.map(({ fromMs: at }) => at));
});

test("a model that is changed has another hash, and the same change gives the same", () => {
  const hashes = alternativesOf(asked("leather")).map(({ models }) => models[0]?.model.hash);
  expect(new Set([...hashes, modelOf(yaml).hash]).size).toBe(hashes.length + 1);
  expect(alternativesOf(asked("leather")).map(({ models }) => models[0]?.model.hash)).toEqual(hashes);
});

test("numbers of another method share nothing and are part of the model: its hash tells them apart", () => {
  const text = (prices: string) => yaml.replace("{ grain: 27, split: 5 }", prices);
  const shares = (given: string) => inventory([inForce(given)]).processes.map(({ allocation }) => allocation);
  const other = text("{ grain: 28, split: 5 }");
  expect(shares(other)).toEqual(shares(yaml));
  expect(modelOf(other).hash).not.toBe(modelOf(yaml).hash);
  expect(modelOf(text("{ split: 5.0, grain: 27 }")).hash).toBe(modelOf(yaml).hash);
});

test("where no version is in force there is nothing to choose", () => {
  expect(alternativesOf({ ...asked("leather"), models: [] })).toEqual([]);
});
