import { readdirSync, readFileSync } from "node:fs";
import { releaseOf } from "@celadon/factors";
import type { IndicatorAmount, Inventory } from "@celadon/proto";
import { hourMs, readInstant } from "@celadon/quantity";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ActivityHour } from "./activity-hour.ts";
import { factorSourceOf } from "./chosen-factors.ts";
import { inventoryOf } from "./inventory-of.ts";
import { readPlantModel } from "./read-plant-model.ts";
import type { ModelInForce } from "./versions.ts";

const tables = new URL("../../../factors/tables/", import.meta.url);
const release = releaseOf(
  readdirSync(tables)
    .filter((name) => name.endsWith(".csv"))
    .map((name) => ({ name, text: readFileSync(new URL(name, tables), "utf8") })),
);
if (release.kind !== "accept") throw new Error(release.evidence);
const factors = factorSourceOf(release.value);

const fromMs = readInstant("2026-03-01T00:00Z") as number;
const period = { fromMs, toMs: fromMs + 24 * hourMs };

const head = `
factory: tannery
timeZone: UTC
place: CN
effectiveFrom: 2026-01-01
channels:
  mainKwh: { kind: interval, unit: kWh, period: 1h }
  gasM3: { kind: interval, unit: Nm3, period: 1h }
  soldSteamT: { kind: interval, unit: t, period: 1h }
  wellM3: { kind: interval, unit: m3, period: 1h }
  cityM3: { kind: interval, unit: m3, period: 1h }
  soldWaterL: { kind: interval, unit: L, period: 1h }
  outletM3: { kind: interval, unit: m3, period: 1h }
  sludgeT: { kind: interval, unit: t, period: 1h }
  leatherM2: { kind: interval, unit: m2, period: 1h }
processes:
  dye:
    makes: { leather: leatherM2 }
    takes: { power: { amount: mainKwh, factor: electricity/grid } }
products:
  leather: { declaredUnit: 1 m2, boundary: gate-to-gate, period: year }
`;
const section = `indicators:
  per: leather
  energy:
    grid: { amount: mainKwh, factor: standard-coal/electricity }
    gas:
      amount: gasM3
      times: [{ value: 38.931, unit: MJ/Nm3, source: gas bill }]
      factor: standard-coal/heat
    sold steam: { amount: soldSteamT, factor: standard-coal/steam, row: standard-coal-steam-2020, sold: true }
  water intake: { well: wellM3, city: cityM3, neighbour: { amount: soldWaterL, sold: true } }
  COD: { outlet: { amount: outletM3, times: [{ value: 0.08, unit: kg/m3 }], basis: estimated } }
  NH3-N: { outlet: 0.012 kg per m3 of outletM3 }
  solid waste: { sludge: sludgeT, dust: 0.2 kg per m2 of dye/leather }
`;

const hourly: Readonly<Record<string, string>> = {
  mainKwh: "100",
  gasM3: "2",
  soldSteamT: "0.01",
  wellM3: "3",
  cityM3: "1.5",
  soldWaterL: "500",
  outletM3: "4",
  sludgeT: "0.05",
  leatherM2: "10",
};
const hours = (amount: string, count = 25): readonly ActivityHour[] =>
  Array.from({ length: count }, (_, i) => ({
    hourMs: fromMs + i * hourMs,
    amount,
    measuredMs: hourMs,
    estimatedMs: 0,
  }));
const full = new Map(Object.entries(hourly).map(([name, amount]) => [name, hours(amount)]));
const without = (channel: string, gone: number) =>
  new Map([...full, [channel, hours(hourly[channel] as string).filter((_, i) => i !== gone)]]);

const version = (yaml: string): ModelInForce => {
  const model = readPlantModel(yaml);
  if (model.kind !== "accept") throw new Error(model.evidence);
  return { model: model.value, fromMs: model.value.effectiveFromMs };
};
const done = (models: readonly ModelInForce[], windows = full): Inventory => {
  const inventory = inventoryOf({ period, models, windows, factors });
  if (inventory.kind !== "accept") throw new Error(inventory.evidence);
  return inventory.value;
};
const model = version(head + section);
const byName = ({ indicators }: Inventory): Readonly<Record<string, IndicatorAmount>> =>
  Object.fromEntries(indicators.map((one) => [one.name, one]));

test("a day by hand: 294.96 kgce of power and 63.7597 of gas less 30.864 of sold steam, 96 m3 of water, COD, NH3-N, waste", () => {
  const { energy, ...others } = byName(done([model]));
  // 2400 kWh * 0.1229; 48 Nm3 * 38.931 MJ * 0.03412; 0.24 t * 128.6
  expect(energy).toMatchObject({ product: "leather", unit: "kgce", amount: "327.85563456", gaps: [] });
  expect(energy?.parts.map(({ flow, amount, basis }) => [flow, amount, basis])).toEqual([
    ["gas", "63.75963456", "primary"],
    ["grid", "294.96", "primary"],
    ["sold steam", "-30.864", "primary"],
  ]);
  expect(energy?.parts[2]).toMatchObject({
    sources: [{ channel: "soldSteamT", amount: "0.24", coefficient: "-128.6", measuredMs: 86_400_000n, missingMs: 0n }],
    factors: [{ id: "standard-coal-steam-2020", unit: "kgce", perUnit: "t" }],
  });
  expect(Object.values(others).map(({ name, amount, unit }) => [name, amount, unit])).toEqual([
    ["cod", "7.68", "kg"],
    ["nh3-n", "1.152", "kg"],
    ["solid-waste", "1248", "kg"],
    ["water-intake", "96", "m3"],
  ]);
  expect(others["cod"]?.parts[0]).toMatchObject({ basis: "estimated", sources: [{ coefficient: "0.08" }] });
  expect(others["nh3-n"]?.parts[0]?.basis).toBe("assumed");
});

test("what is missing is a gap of its own indicator: no other one, and no footprint, is incomplete by it", () => {
  const all = done([model]);
  const less = done([model], without("cityM3", 3));
  expect(byName(less)["water-intake"]).toMatchObject({
    amount: "",
    parts: [
      { flow: "city", amount: "" },
      { flow: "neighbour", amount: "-12" },
      { flow: "well", amount: "72" },
    ],
    gaps: [{ kind: "missing-time", where: "water-intake/city", excused: false }],
  });
  expect(byName(less)["energy"]).toEqual(byName(all)["energy"]);
  expect({ lines: less.lines, processes: less.processes, gaps: less.gaps }).toEqual({
    lines: all.lines,
    processes: all.processes,
    gaps: [],
  });
});

test("a coefficient that no table has is a gap; rows made for footprints are none for indicators", () => {
  const wood = byName(done([version(`${head}${section.replace("standard-coal/heat", "standard-coal/wood")}`)]));
  expect(wood["energy"]).toMatchObject({ amount: "", gaps: [{ kind: "missing-factor", where: "energy/gas" }] });
  const grid = byName(done([version(`${head}${section.replace("standard-coal/electricity", "electricity/grid")}`)]));
  expect(grid["energy"]?.gaps[0]?.reason).toContain("for indicator");
});

test("a sum below zero is a gap, and a cut-off makes no indicator smaller", () => {
  const sold = new Map([...full, ["soldWaterL", hours("5000")]]);
  expect(byName(done([model], sold))["water-intake"]).toMatchObject({
    amount: "",
    gaps: [
      {
        kind: "missing-amount",
        reason:
          'The parts of "water-intake" come to -12 m3, below zero. Check what is sold: more leaves the plant than goes in.',
      },
    ],
  });
  const cut = version(`${head}${section}cutOffs: [{ of: wellM3, why: stood still }]\n`);
  expect(byName(done([cut], without("wellM3", 0)))["water-intake"]?.amount).toBe("");
});

test("two versions add up, also where one of them lacks a part; a version that says nothing leaves the indicator unknown", () => {
  const noon = head.replace("2026-01-01", "2026-03-01T12:00");
  const both = byName(done([model, version(noon + section.replace("city: cityM3, ", ""))]));
  // 24 h of 3 m3, 12 h of 1.5 m3, less 24 h of 0.5 m3
  expect(both["water-intake"]).toMatchObject({ amount: "78", gaps: [] });
  expect(both["energy"]?.amount).toBe("327.85563456");
  const silent = byName(done([model, version(noon)]));
  expect(silent["energy"]).toMatchObject({ amount: "", gaps: [{ kind: "not-modelled", where: "energy" }] });
  const late = byName(done([version(noon + section)]));
  expect(late["cod"]).toMatchObject({ amount: "", gaps: [{ kind: "not-modelled", where: "cod", excused: false }] });
});

test("two versions that divide by different products have no indicator in common", () => {
  const two = (per: string, from: string): ModelInForce =>
    version(
      `${head.replace("2026-01-01", from)}  split: { declaredUnit: 1 m2, boundary: gate-to-gate, period: year }\n${section}`
        .replace(
          "makes: { leather: leatherM2 }",
          "makes: { leather: leatherM2, split: leatherM2 }\n    allocation: { method: shares, shares: { leather: 0.9, split: 0.1 } }",
        )
        .replace("per: leather", `per: ${per}`),
    );
  const { energy } = byName(done([two("leather", "2026-01-01"), two("split", "2026-03-01T12:00")]));
  expect(energy).toMatchObject({
    amount: "",
    gaps: [{ reason: expect.stringContaining('divide by "leather" and "split"') }],
  });
});

test("the channels of indicators are in the digest, and a running period waits for them", () => {
  const plain = version(head);
  expect(done([model], without("sludgeT", 5)).activityDigest).not.toBe(done([model]).activityDigest);
  expect(done([plain], without("sludgeT", 5)).activityDigest).toBe(done([plain]).activityDigest);
  const slow = new Map([...full, ["sludgeT", hours("0.05", 7)]]);
  expect(done([plain], slow).reach).toBe("complete");
  expect(done([model], slow)).toMatchObject({ reach: "running", reachedMs: BigInt(fromMs + 7 * hourMs) });
});

test("without the section there are none, and nothing else of the inventory differs but digest and model", () => {
  const { models: _a, activityDigest: _b, indicators, ...plain } = done([version(head)]);
  const { models: _c, activityDigest: _d, indicators: five, ...measured } = done([model]);
  expect(indicators).toEqual([]);
  expect(five).toHaveLength(5);
  expect(measured).toEqual(plain);
});

test("taking a reading away never turns an unknown indicator into a known one, and never leaves a known one that needs it", () => {
  const names = Object.keys(hourly);
  const removals = fc.array(fc.tuple(fc.constantFrom(...names), fc.nat({ max: 23 })), { maxLength: 4 });
  const windowsWithout = (gone: readonly (readonly [string, number])[]) =>
    new Map(
      [...full].map(([name, all]) => [
        name,
        all.filter((_, i) => !gone.some(([channel, at]) => channel === name && at === i)),
      ]),
    );
  const known = (gone: readonly (readonly [string, number])[]): ReadonlySet<string> =>
    new Set(
      done([model], windowsWithout(gone))
        .indicators.filter(({ amount }) => amount !== "")
        .map(({ name }) => name),
    );
  fc.assert(
    fc.property(removals, fc.tuple(fc.constantFrom(...names), fc.nat({ max: 23 })), (gone, one) => {
      const [before, after] = [known(gone), known([...gone, one])];
      for (const name of after) expect(before.has(name)).toBe(true);
      if (one[0] === "wellM3") expect(after.has("water-intake")).toBe(false);
    }),
    { numRuns: 60 },
  );
});
