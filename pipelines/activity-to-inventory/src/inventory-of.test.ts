import type { FactorUse, Inventory } from "@celadon/proto";
import { accept, hourMs, readInstant, reject } from "@celadon/quantity";
import { expect, test } from "vitest";
import type { ActivityHour } from "./activity-hour.ts";
import type { FactorSource } from "./chosen-factors.ts";
import { type InventoryInput, inventoryOf } from "./inventory-of.ts";
import type { PlantModel } from "./plant-model.ts";
import { readPlantModel } from "./read-plant-model.ts";

const at = (text: string): number => {
  const ms = readInstant(text);
  if (ms === undefined) throw new Error(`"${text}" is no instant.`);
  return ms;
};

const day = { fromMs: at("2026-03-01T00:00Z"), toMs: at("2026-03-02T00:00Z") };

/** One amount an hour from the start of the day on, fully measured; `undefined` for an hour that is not there. */
const hourly = (amounts: readonly (string | undefined)[], fromMs = day.fromMs): readonly ActivityHour[] =>
  amounts.flatMap((amount, i) =>
    amount === undefined ? [] : [{ hourMs: fromMs + i * hourMs, amount, measuredMs: hourMs, estimatedMs: 0 }],
  );

const always = (amount: string, count = 24): readonly string[] => new Array<string>(count).fill(amount);

const row = (id: string, gas: string, value: string, perUnit: string, unit = "kg"): FactorUse => ({
  id,
  gas,
  value,
  unit,
  perUnit,
  document: "A page",
  edition: "1",
  locator: "line 1",
  confidence: "official",
  marks: [],
  gwpSet: "",
});

/** Grid power has a row for each year, lime one for ever, coal rows per energy with a calorific value; all else is missing. */
const factors: FactorSource = {
  rivals: () => undefined,
  release: "r1",
  choose: ({ activity, row: id, day: on }) => {
    if (id !== undefined)
      return accept({ rows: [{ ...row(id, "fraction", "0.3", "1", "fraction"), marks: ["a choice"] }] });
    if (activity === "grid") return accept({ rows: [row(`grid-${on.slice(0, 4)}`, "CO2e", "0.5", "kWh", "kgCO2e")] });
    if (activity === "lime")
      return accept({ rows: [{ ...row("lime", "CO2e", "1.2", "kg"), marks: [`of ${on.slice(0, 4)}`] }] });
    if (activity === "bo") return accept({ rows: [row("bo", "CH4-biogenic", "0.25", "kg")] });
    if (activity === "truck") return accept({ rows: [row("truck", "CO2e", "0.10163", "t.km", "kgCO2e")] });
    if (activity === "fuel/coal") {
      const rows = [row("coal-co2", "CO2-fossil", "94600", "TJ"), row("coal-ch4", "CH4-fossil", "10", "TJ")];
      return accept({ rows, ncv: row("coal-ncv", "NCV", "20", "t", "GJ") });
    }
    return reject("missing-factor", `No table has a row for "${activity}".`);
  },
};

const modelOf = (yaml: string): PlantModel => {
  const model = readPlantModel(yaml);
  if (model.kind !== "accept") throw new Error(model.evidence);
  return model.value;
};

const head = `
factory: tannery
timeZone: UTC
place: CN
effectiveFrom: 2020-01-01
`;
const tail = `
products:
  leather: { declaredUnit: 1 m2, boundary: gate-to-gate, period: year }
`;
const meters = `
channels:
  mainKwh: { kind: counter, unit: kWh, period: 15min, ratedPerHour: 1000 }
  soldKwh: { kind: counter, unit: kWh, period: 15min, ratedPerHour: 1000 }
  leatherM2: { kind: interval, unit: m2, period: 1h }
`;
const tannery = `${head}${meters}
processes:
  dye:
    makes: { leather: leatherM2 }
    takes:
      power: { amount: mainKwh - soldKwh, factor: grid, scope: 2 }
${tail}`;

const full = new Map([
  ["mainKwh", hourly(always("10"))],
  ["soldKwh", hourly(always("2.5"))],
  ["leatherM2", hourly(always("3"))],
]);

const input = (yaml: string, more: Partial<InventoryInput> = {}): InventoryInput => {
  const model = modelOf(yaml);
  return { period: day, models: [{ model, fromMs: model.effectiveFromMs }], windows: full, factors, ...more };
};

const done = (yaml: string, more: Partial<InventoryInput> = {}): Inventory => {
  const inventory = inventoryOf(input(yaml, more));
  if (inventory.kind !== "accept") throw new Error(inventory.evidence);
  return inventory.value;
};

test("24 hours of 10 kWh less 2.5 kWh sold are 180 kWh, and 24 hours of 3 m2 are 72 m2", () => {
  const { processes, lines, gaps, reach } = done(tannery);
  expect({ gaps, reach }).toEqual({ gaps: [], reach: "complete" });
  expect(processes).toMatchObject([
    {
      id: "dye",
      outputs: [{ product: "leather", amount: "72", unit: "m2" }],
      uses: [],
      allocation: { method: "none" },
    },
  ]);
  expect(lines).toMatchObject([
    {
      id: "dye/power",
      activity: "grid",
      amount: "180",
      unit: "kWh",
      scope: 2,
      stage: "production",
      basis: "primary",
      factors: [{ id: "grid-2026", value: "0.5", perUnit: "kWh" }],
      sources: [
        { channel: "mainKwh", amount: "240", coefficient: "1", measuredMs: 86_400_000n, missingMs: 0n },
        { channel: "soldKwh", amount: "60", coefficient: "-1" },
      ],
    },
  ]);
});

test("a product says among whom it may be compared: its group, and its keys by name", () => {
  expect(done(tannery).products).toMatchObject([{ group: "", keys: [] }]);
  const peers = "group: finished leather, keys: { tannage: chrome, animal: bovine, thickness: 1.2-1.4 mm }";
  expect(done(tannery.replace("period: year", `period: year, ${peers}`)).products).toMatchObject([
    {
      group: "finished leather",
      keys: [
        { name: "animal", value: "bovine" },
        { name: "tannage", value: "chrome" },
        { name: "thickness", value: "1.2-1.4 mm" },
      ],
    },
  ]);
});

test("a missing hour makes the amount unknown, and the gap names line, channel, time and fix", () => {
  const windows = new Map([...full, ["mainKwh", hourly([...always("10", 5), undefined, ...always("10", 18)])]]);
  const { lines, gaps } = done(tannery, { windows });
  expect(lines[0]).toMatchObject({ amount: "", factors: [{ id: "grid-2026" }] });
  expect(lines[0]?.sources[0]).toMatchObject({ channel: "mainKwh", amount: "230", missingMs: 3_600_000n });
  expect(gaps).toEqual([
    {
      kind: "missing-time",
      where: "dye/power",
      reason:
        'Channel "mainKwh" misses 1 h of 24 h, the first at 2026-03-01T05:00:00+00:00. Send the readings, or name an estimate under channels.mainKwh.whenMissing.',
      excused: false,
    },
  ]);
});

test("unknown production is a gap of the process, not a line's", () => {
  const { processes, gaps } = done(tannery, { windows: new Map([...full].filter(([name]) => name !== "leatherM2")) });
  expect(processes[0]?.outputs[0]).toMatchObject({ product: "leather", amount: "" });
  expect(gaps).toMatchObject([{ kind: "unknown-channel", where: "dye/leather", excused: false }]);
});

test("an hour that nothing covers is no hour, whether it stands in the store or not", () => {
  const without = new Map([...full].filter(([name]) => name !== "leatherM2"));
  const empty = [{ hourMs: day.fromMs, amount: "0", measuredMs: 0, estimatedMs: 0 }];
  const stored = done(tannery, { windows: new Map([...full]).set("leatherM2", empty) });
  expect(stored).toEqual(done(tannery, { windows: without }));
  expect(stored.gaps[0]?.reason).toBe(
    'Channel "leatherM2" has nothing in this period. Send its readings, or correct its name in the plant model.',
  );
});

const estimating = (rule: string): string =>
  tannery.replace(
    "period: 15min, ratedPerHour: 1000 }\n  sold",
    `period: 15min, ratedPerHour: 1000, whenMissing: ${rule} }\n  sold`,
  );

test("a named mean fills missing time: 22 hours of 10 kWh are 240 kWh in 24, said and marked as estimated", () => {
  const yaml = estimating("{ method: mean, atMost: 10 %, why: steady load }");
  const windows = new Map([...full, ["mainKwh", hourly([undefined, undefined, ...always("10", 22)])]]);
  const { lines, gaps } = done(yaml, { windows });
  expect(lines[0]).toMatchObject({ amount: "180" });
  expect(lines[0]?.sources[0]).toMatchObject({
    amount: "240",
    measuredMs: 79_200_000n,
    estimatedMs: 7_200_000n,
    missingMs: 0n,
    stated: "of which 20 kWh for 2 h without readings by the channel's own mean: steady load",
  });
  expect(gaps).toMatchObject([{ kind: "missing-time", where: "dye/power", excused: true }]);
});

test("a rate fills too; beyond atMost nothing is filled and the amount stays unknown", () => {
  const windows = new Map([...full, ["mainKwh", hourly([undefined, undefined, ...always("10", 22)])]]);
  const rate = estimating("{ method: rate, perHour: 7, atMost: 10 %, why: base load }");
  expect(done(rate, { windows }).lines[0]?.amount).toBe("174");
  const eighth = new Map([...full, ["mainKwh", hourly([undefined, undefined, undefined, ...always("10", 21)])]]);
  const exactly = estimating("{ method: mean, atMost: 12.5 %, why: steady load }");
  expect(done(exactly, { windows: eighth }).lines[0]?.sources[0]?.amount).toBe("240");
  const little = done(estimating("{ method: mean, atMost: 5 %, why: steady load }"), { windows });
  expect(little.lines[0]?.amount).toBe("");
  expect(little.gaps).toMatchObject([
    { excused: false, reason: expect.stringContaining("that is more than the plant model lets") },
  ]);
});

test("a reasoned cut-off lets the counted part stand as a lower bound, for lines and never for production", () => {
  const yaml = `${tannery}cutOffs: [{ of: mainKwh, why: power cut }, { of: leatherM2, why: belt stood }]\n`;
  const windows = new Map([
    ...full,
    ["mainKwh", hourly([undefined, ...always("10", 23)])],
    ["leatherM2", hourly([undefined, ...always("3", 23)])],
  ]);
  const { lines, gaps, processes } = done(yaml, { windows });
  expect(lines[0]).toMatchObject({ amount: "170" });
  expect(processes[0]?.outputs[0]?.amount).toBe("");
  expect(gaps.map(({ kind, where, excused }) => ({ kind, where, excused }))).toEqual([
    { kind: "not-modelled", where: "dye/power", excused: true },
    { kind: "missing-time", where: "dye/leather", excused: false },
  ]);
});

test("a part that counts more than the whole is a gap, never clamped to zero", () => {
  const { lines, gaps } = done(tannery, { windows: new Map([...full, ["soldKwh", hourly(always("11"))]]) });
  expect(lines[0]?.amount).toBe("");
  expect(gaps).toMatchObject([
    {
      kind: "missing-amount",
      reason: 'The amount is -24 kWh, below zero. Check "mainKwh", "soldKwh": a part counts more than the whole.',
    },
  ]);
});

test("a missing factor is a gap with the sentence of the tables, and the amount stands", () => {
  const { lines, gaps } = done(tannery.replace("factor: grid,", "factor: wind,"));
  expect(lines[0]).toMatchObject({ amount: "180", factors: [] });
  expect(gaps).toEqual([
    { kind: "missing-factor", where: "dye/power", reason: 'No table has a row for "wind".', excused: false },
  ]);
});

test("a factor per another unit converts exactly or is a gap; it is never multiplied as it is", () => {
  const { gaps, lines } = done(tannery.replace("factor: grid,", "factor: lime,"));
  expect(lines[0]?.factors).toEqual([]);
  expect(gaps).toMatchObject([
    {
      kind: "missing-factor",
      reason:
        'Factor "lime" is per kg, and the amount is in kWh (energy). Correct the unit of the amount to one of mass, such as kg; or beside the amount write `times: [{ value: NUMBER, unit: kg/kWh, source: WHERE FROM }]`.',
    },
  ]);
});

const newYear = { fromMs: at("2025-12-31T12:00Z"), toMs: at("2026-01-01T12:00Z") };

test("a period over New Year is cut where the factor rows differ, one line each; where they are the same there is one", () => {
  const windows = new Map([...full.keys()].map((name) => [name, hourly(always("1"), newYear.fromMs)] as const));
  const yaml = tannery.replace(
    "    takes:\n",
    "    takes:\n      lime: { amount: 2 kg per m2 of leather, factor: lime }\n",
  );
  const { lines } = done(yaml.replace("mainKwh - soldKwh", "mainKwh"), { period: newYear, windows });
  expect(lines.map(({ id, amount, factors: rows }) => [id, amount, rows.map((one) => [one.id, ...one.marks])])).toEqual(
    [
      ["dye/lime", "48", [["lime", "of 2025", "of 2026"]]],
      ["dye/power/2025", "12", [["grid-2025"]]],
      ["dye/power/2026", "12", [["grid-2026"]]],
    ],
  );
});

test("each hour belongs to the version in force; lines are apart, production adds up, and the list of versions is told", () => {
  const noon = at("2026-03-01T12:00Z");
  const first = modelOf(tannery);
  const second = modelOf(tannery.replace("mainKwh - soldKwh", "mainKwh").replace("2020-01-01", "2026-03-01T12:00"));
  const versions = [
    { model: second, fromMs: noon },
    { model: first, fromMs: first.effectiveFromMs },
  ];
  const inventory = done(tannery, { models: versions });
  expect(inventory.models).toEqual([
    { hash: first.hash, fromMs: BigInt(day.fromMs) },
    { hash: second.hash, fromMs: BigInt(noon) },
  ]);
  expect(inventory.lines.map(({ id, amount }) => [id, amount])).toEqual([
    ["dye/power/2026-03-01T00:00:00+00:00", "90"],
    ["dye/power/2026-03-01T12:00:00+00:00", "120"],
  ]);
  expect(inventory.processes[0]?.outputs[0]?.amount).toBe("72");
});

test("a period that begins before the first version says so; one that no version reaches is refused", () => {
  const late = modelOf(tannery.replace("2020-01-01", "2026-03-01T12:00"));
  const { gaps, lines } = done(tannery, { models: [{ model: late, fromMs: late.effectiveFromMs }] });
  expect(lines[0]?.amount).toBe("90");
  expect(gaps).toMatchObject([{ kind: "not-modelled", where: "plant model", excused: false }]);
  expect(inventoryOf(input(tannery, { models: [{ model: late, fromMs: day.toMs }] }))).toMatchObject({
    reason: "no-model",
  });
});

test("versions that give one product to two processes cannot be added up", () => {
  const first = modelOf(tannery);
  const second = modelOf(tannery.replace("  dye:", "  colour:"));
  const models = [
    { model: first, fromMs: day.fromMs },
    { model: second, fromMs: day.fromMs + 12 * hourMs },
  ];
  expect(inventoryOf(input(tannery, { models }))).toMatchObject({
    reason: "models-disagree",
    evidence: expect.stringContaining('"leather" is made by "dye" in one version'),
  });
});

test("a running period reaches to the last hour all channels have reached, and no further", () => {
  const windows = new Map([
    ...full,
    ["mainKwh", hourly(always("10", 14))],
    [
      "soldKwh",
      [
        ...hourly(always("2.5", 12)),
        { hourMs: day.fromMs + 12 * hourMs, amount: "1", measuredMs: 60_000, estimatedMs: 0 },
      ],
    ],
  ]);
  const { reach, reachedMs, lines, processes, gaps, toMs } = done(tannery, { windows });
  expect({ reach, reachedMs, toMs }).toEqual({
    reach: "running",
    reachedMs: BigInt(day.fromMs + 12 * hourMs),
    toMs: BigInt(day.toMs),
  });
  expect(lines[0]).toMatchObject({ amount: "90", toMs: BigInt(day.fromMs + 12 * hourMs) });
  expect(processes[0]?.outputs[0]?.amount).toBe("36");
  expect(gaps).toEqual([]);
});

test("an hour after the end tells that a channel has passed it, so a hole at the end is a gap and not a running period", () => {
  const windows = new Map([
    ...full,
    ["mainKwh", [...hourly(always("10", 23)), { hourMs: day.toMs, amount: "10", measuredMs: hourMs, estimatedMs: 0 }]],
  ]);
  const { reach, gaps } = done(tannery, { windows });
  expect(reach).toBe("complete");
  expect(gaps).toMatchObject([{ kind: "missing-time", where: "dye/power" }]);
});

test("a period without hours, and one without readings, are refused with the sentence", () => {
  expect(inventoryOf(input(tannery, { period: { fromMs: day.toMs, toMs: day.fromMs } }))).toMatchObject({
    reason: "bad-period",
  });
  expect(inventoryOf(input(tannery, { windows: new Map() }))).toMatchObject({
    reason: "no-activity",
    evidence:
      'No channel of "tannery" has an hour between 2026-03-01T00:00:00+00:00 and 2026-03-02T00:00:00+00:00. Send readings, or take another period.',
  });
});

test("wastewater methane: 1,240 kg COD removed * Bo 0.25 * MCF 0.3 are 93 kg CH4", () => {
  // 1,000 m2 of leather take 6.2 t of hide, and 200 kg COD per t are 1,240 kg; at 27 kg CO2e per kg that is 2.5 kg per m2.
  const yaml = `${head}
channels:
  cod/in: { kind: interval, unit: kg, period: 1h }
  cod/out: { kind: interval, unit: kg, period: 1h }
  leatherM2: { kind: interval, unit: m2, period: 1h }
processes:
  tannery:
    makes: { leather: leatherM2 }
    emits:
      methane:
        gas: CH4-biogenic
        stage: wastewater
        amount: cod/in - cod/out
        times: [{ factor: bo }, { factor: mcf, row: overloaded }]
${tail}`;
  const windows = new Map([
    ["cod/in", hourly(["1300.5", ...always("0", 23)])],
    ["cod/out", hourly(["60.5", ...always("0", 23)])],
    ["leatherM2", hourly(["1000", ...always("0", 23)])],
  ]);
  const [line] = done(yaml, { windows }).lines;
  expect(line).toMatchObject({
    id: "tannery/methane",
    activity: "direct/CH4-biogenic",
    amount: "93",
    unit: "kg",
    scope: 1,
    stage: "wastewater",
    direct: [{ gas: "CH4-biogenic", massKg: "93" }],
    factors: [],
    coefficients: [{ id: "bo" }, { id: "overloaded", marks: ["a choice"] }],
    sources: [
      { channel: "cod/in", amount: "1300.5", coefficient: "0.075" },
      { channel: "cod/out", amount: "60.5", coefficient: "-0.075" },
    ],
  });
});

const boiler = (coal: string): string => `${head}
channels:
  coalT: { kind: interval, unit: t, period: 1h }
  leatherM2: { kind: interval, unit: m2, period: 1h }
processes:
  dye:
    makes: { leather: leatherM2 }
    takes:
      coal: ${coal}
${tail.replace("gate-to-gate", "cradle-to-gate")}`;
const burnt = new Map([
  ["coalT", hourly(["5", ...always("0", 23)])],
  ["leatherM2", hourly(always("1"))],
]);

test("coal by mass goes through the calorific value of its own source, and its gases stay apart", () => {
  const { lines } = done(boiler("{ amount: coalT, factor: fuel/coal }"), { windows: burnt });
  expect(lines).toMatchObject([
    {
      amount: "100",
      unit: "GJ",
      scope: 1,
      factors: [{ gas: "CO2-fossil" }, { gas: "CH4-fossil" }],
      coefficients: [{ id: "coal-ncv" }],
      sources: [{ amount: "5", unit: "t", coefficient: "20" }],
    },
  ]);
});

test("a measured calorific value goes before the tables', as a coefficient of the model", () => {
  const coal = "{ amount: coalT, times: [{ value: 19.57, unit: GJ/t }], factor: fuel/coal }";
  const { lines } = done(boiler(coal), { windows: burnt });
  expect(lines).toMatchObject([{ amount: "97.85", unit: "GJ", coefficients: [], sources: [{ coefficient: "19.57" }] }]);
});

test("mass times distance is transport work: 5 t over 250 km are 1250 t.km, and the row is per t.km", () => {
  const journey = "{ amount: coalT, times: [{ value: 250, unit: t.km/t }], factor: truck }";
  const { lines, gaps } = done(boiler(journey), { windows: burnt });
  expect(gaps).toEqual([]);
  expect(lines).toMatchObject([{ amount: "1250", unit: "t.km", factors: [{ id: "truck", perUnit: "t.km" }] }]);
  expect(done(boiler(journey.replace("t.km/t", "kg.km/kg")), { windows: burnt }).lines).toMatchObject([
    { amount: "1250000", unit: "kg.km", factors: [{ id: "truck", perUnit: "t.km" }] },
  ]);
  expect(() => modelOf(boiler(journey.replace("t.km/t", "km")))).toThrow('"km" is no unit of a coefficient.');
});

test("fuel without upstream is a named gap of a cradle-to-gate footprint, told once, unless it is cut off with a reason", () => {
  const both = "{ amount: coalT, factors: { combustion: { factor: fuel/coal }, ash: { factor: lime } } }";
  const bare = done(boiler(both), { windows: burnt });
  expect(bare.gaps.filter(({ kind }) => kind === "not-modelled")).toMatchObject([
    { where: "dye/coal/combustion", excused: false, reason: expect.stringContaining("upstream") },
  ]);
  const cut = done(`${boiler("{ amount: coalT, factor: fuel/coal }")}cutOffs: [{ of: dye/coal, why: own mine }]\n`, {
    windows: burnt,
  });
  expect(cut.gaps).toMatchObject([{ kind: "not-modelled", where: "dye/coal", excused: true }]);
});

test("what the model does not cover is a gap, excused only with a reason", () => {
  const yaml = `${tannery}notModelled: [{ what: Sludge, why: not weighed }, { what: Ink, why: tiny, excused: below 0.1 % }]\n`;
  expect(done(yaml).gaps).toEqual([
    { kind: "not-modelled", where: "Sludge", reason: "Sludge: not weighed", excused: false },
    { kind: "not-modelled", where: "Ink", reason: "Ink: tiny Excused: below 0.1 %", excused: true },
  ]);
});

test("broken windows are a fault of the caller and throw", () => {
  const twice = [...hourly(always("1", 2)), ...hourly(always("1", 1))];
  expect(() => done(tannery, { windows: new Map([["mainKwh", twice]]) })).toThrow("it stands there twice");
  const half = [{ hourMs: day.fromMs + 1, amount: "1", measuredMs: 0, estimatedMs: 0 }];
  expect(() => done(tannery, { windows: new Map([["mainKwh", half]]) })).toThrow("does not begin on an hour");
});
