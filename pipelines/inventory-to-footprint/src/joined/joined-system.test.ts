import { Decimal } from "@celadon/quantity";
import { expect, test } from "vitest";
import { readUncertainty } from "../folder/uncertainty-file.ts";
import { directImpacts } from "../linear/direct-impacts.ts";
import { linearSolver, sparseLu } from "../linear/linear-solver.ts";
import type { LinearSystem } from "../linear/linear-system.ts";
import { type Telling, toldSystem } from "../linear/told-system.ts";
import { co2e, gwpOfTests, type PlantBuilder, plantBuilder } from "../plant/plant-builder.ts";
import { type Background, backgroundOf } from "./background.ts";
import { acceptedInTest } from "./difference-in-test.ts";
import { joinedFigures } from "./joined-figures.ts";
import { type Joining, joinedSystem } from "./joined-system.ts";
import type { Electricity } from "./market-mix.ts";
import { plantParts } from "./plant-parts.ts";
import { rowInTest } from "./row-in-test.ts";
import type { RowLookUp } from "./row-spread.ts";

// A mill makes 50 t of board from 100 MWh it buys at 0.5 kg per kWh, 2 t of starch nobody has a factor for, and gas burnt there.
//   board  (100,000 * 0.5 + 1000 * (0.2 + 0.001 * 29.8)) / 50 = 1004.596 kg per t, without the starch
const mill = plantBuilder()
  .makes("power house", "power", "100000", "kWh")
  .takes("power house", "grid", "100000", co2e("0.5", { gwpSet: "AR5" }), { activity: "electricity/grid" })
  .makes("machine", "board", "50")
  .uses("machine", "power", "100000", "kWh")
  .takes("machine", "starch", "2", [], { unit: "t", scope: 3 })
  .takes("machine", "gas", "1000", [
    { gas: "CO2-fossil", value: "0.2" },
    { gas: "CH4-fossil", value: "0.001" },
  ])
  .declares("board");

// Power at 0.1 kg per MJ, wind power at 0.005; starch at 0.7 + 0.3 * 0.1 + 0.01 * 29.8 = 1.028 kg per kg, with inputs left out.
const told: Telling = {
  processes: {
    wind: { products: { windPower: 1 }, flows: { co2: 0.005 } },
    "power plant": { products: { power: 1, starch: 0 }, flows: { co2: 0.1 } },
    "starch works": {
      products: { starch: 1, power: -0.3 },
      flows: { co2: 0.7, "CH4-fossil": 0.01, "CO2-biogenic": 1 },
    },
  },
  methods: {
    "GWP100-AR6": { co2: 1, "CH4-fossil": 29.8 },
    "GWP100-AR6-biogenic-CO2": { "CO2-biogenic": 2 },
    acidification: { co2: 3 },
  },
};

const units: Readonly<Record<string, string>> = { power: "MJ", windPower: "MJ", starch: "kg" };
function database(telling: Telling = told): LinearSystem {
  const system = toldSystem(telling);
  return {
    ...system,
    products: system.products.map((one) => ({ ...one, name: `${one.id} at plant`, unit: units[one.id] ?? one.unit })),
    processes: system.processes.map((one) => (one.id === "starch works" ? { ...one, leftOut: 2 } : one)),
    flows: system.flows,
  };
}
const uncertainty =
  "matrix,row,col,distribution,p1,p2,p3,group\nB,0,1,lognormal,0.1,1.5,,coal\nA,1,2,uniform,-0.4,-0.2,,\nC,2,0,uniform,2,4,,\n";
const backgroundIn = (system = database(), text?: string): Background => acceptedInTest(backgroundOf(system, text));

const partsOf = (plant: PlantBuilder) => acceptedInTest(plantParts(plant.inventory, { gwp: gwpOfTests, rowOf }));
const windRow = rowInTest({ id: "wind", activity: "electricity/generation/wind", value: new Decimal("0.03") });
const lossRow = rowInTest({ id: "losses", activity: "electricity/transmission", value: new Decimal("0.04") });
const rows = new Map(
  [
    rowInTest({}),
    windRow,
    lossRow,
    rowInTest({ id: "co2 only", purposes: ["enterprise"], gas: "CO2-fossil", unit: "kg" }),
  ].map((row) => [row.id, row]),
);
const rowOf: RowLookUp = (id) => rows.get(id);
const joined = (joining: Joining, plant = mill) => acceptedInTest(joinedSystem(partsOf(plant), { rowOf, ...joining }));
const figuresOf = (joining: Joining, plant = mill) =>
  joined(joining, plant).map((one) => {
    const figures = acceptedInTest(joinedFigures(one, partsOf(plant)));
    return {
      view: one.view,
      ...Object.fromEntries(figures.map(({ method, amount, status }) => [method, [amount, status]])),
    };
  });
const refusalOf = (joining: Joining, plant = mill) => {
  const answer = joinedSystem(partsOf(plant), { rowOf, ...joining });
  return answer.kind === "accept" ? undefined : [answer.code, answer.message];
};
const grid = { input: "factor:grid-co2e", product: "power" };
const starch = { input: "machine/starch", product: "starch" };

test("without a background the plant is itself, what it lacks told as a lower bound", () => {
  expect(figuresOf({})).toEqual([
    {
      view: "as-modelled",
      "GWP100-AR6": [expect.closeTo(1004.596, 9), "lower-bound"],
      "GWP100-AR6-biogenic-CO2": [null, "empty-method"],
    },
  ]);
});

test("a linked row is supplied by the background in its own unit, and the conversion is said", () => {
  const background = backgroundIn();
  const [one] = joined({ background, links: [grid] });
  expect(one?.links).toEqual([{ ...grid, lines: ["power house/grid"], conversion: "1 kWh = 3.6 MJ" }]);
  // (100,000 * 3.6 * 0.1 + 1000 * 0.2298) / 50
  expect(figuresOf({ background, links: [grid] })[0]).toMatchObject({
    "GWP100-AR6": [expect.closeTo(724.596, 9), "lower-bound"],
  });
  const ids = one?.system.products.map(({ id }) => id);
  expect(ids).not.toContain("factor:grid-co2e");
  expect(ids).toContain(`db:${background.hash.slice(0, 12)}/power`);
});

test("a line without a factor is supplied by a link, and no longer left out; what its supplier lacks is", () => {
  const [one] = joined({ background: backgroundIn(), links: [starch] });
  expect(one?.open).toEqual([]);
  expect(one?.links[0]?.conversion).toBe("1 t = 1000 kg");
  // + 2000 * (0.7 + 0.3 * 0.1 + 0.01 * 29.8) / 50 = 41.12
  expect(figuresOf({ background: backgroundIn(), links: [starch] })[0]).toMatchObject({
    "GWP100-AR6": [expect.closeTo(1045.716, 9), "lower-bound"],
    "GWP100-AR6-biogenic-CO2": [expect.closeTo(80, 9), "lower-bound"],
  });
  const whole = { ...database(), processes: toldSystem(told).processes };
  expect(figuresOf({ background: backgroundIn(whole), links: [starch] })[0]).toMatchObject({
    "GWP100-AR6": [expect.closeTo(1045.716, 9), "complete"],
  });
});

test("a link supplies what has no factor, and makes no reading that is missing", () => {
  const gap = { kind: "missing-time", where: "machine/starch", reason: "An hour is gone.", excused: false };
  const [one] = joined({ background: backgroundIn(), links: [starch] }, mill.with({ gaps: [gap] }));
  expect(one?.open).toEqual([{ where: "machine/starch", columns: ["mill/machine"], gaps: [gap] }]);
  const unknown = mill.takes("machine", "more starch", "", [], { unit: "t" });
  const links = [starch, { input: "machine/more starch", product: "starch" }];
  const [other] = joined({ background: backgroundIn(), links }, unknown);
  expect(other?.open.map(({ where, gaps }) => [where, gaps.map(({ kind }) => kind)])).toEqual([
    ["machine/more starch", ["missing-amount"]],
  ]);
});

test("the background keeps its own numbers, whatever takes from it", () => {
  const background = backgroundIn();
  const valuesOf = (system: LinearSystem) => {
    const solver = acceptedInTest(linearSolver(system, sparseLu));
    const method = system.methods.findIndex(({ id }) => id === "GWP100-AR6");
    const { values } = acceptedInTest(solver.adjoint(directImpacts(system, [method])));
    return new Map(system.products.map(({ id }, i) => [id, values[i]]));
  };
  const alone = valuesOf(database());
  const [one] = joined({ background, links: [grid, starch] });
  for (const [id, value] of valuesOf((one as { system: LinearSystem }).system))
    if (id.startsWith(background.prefix)) expect(value).toBe(alone.get(id.slice(background.prefix.length)));
});

test("the more particular link holds: that of a line before that of its row", () => {
  const two = mill.takes("machine", "light", "5", co2e("0.5", { id: "grid-co2e", gwpSet: "AR5" }), {
    activity: "electricity/grid",
  });
  const [one] = joined(
    { background: backgroundIn(), links: [grid, { input: "mill/machine/light", product: "windPower" }] },
    two,
  );
  expect(one?.links.map(({ lines }) => lines)).toEqual([["power house/grid"], ["machine/light"]]);
});

test("a hash is of the content: another order of index changes no bit of it, another number does", () => {
  const system = database();
  const renumbered = {
    ...system,
    products: system.products.map((one) => ({ ...one, index: system.products.length - 1 - one.index })),
  };
  expect(backgroundIn(renumbered).hash).toBe(backgroundIn().hash);
  expect(backgroundIn(database({ ...told, methods: { ...told.methods, acidification: { co2: 4 } } })).hash).not.toBe(
    backgroundIn().hash,
  );
  expect(backgroundIn(system, uncertainty).hash).not.toBe(backgroundIn().hash);
});

test("flows are one where id, unit and factors agree, and stand side by side otherwise", () => {
  const plant = mill.takes("machine", "straw", "1", [{ gas: "CO2-biogenic", value: "1" }]);
  const background = backgroundIn();
  const [one] = joined({ background, links: [starch] }, plant);
  expect(one?.united).toEqual(["CH4-fossil"]);
  const flows = one?.system.flows.map(({ id }) => id);
  expect(flows).toEqual(
    expect.arrayContaining(["CO2-biogenic", `${background.prefix}CO2-biogenic`, `${background.prefix}co2`]),
  );
  expect(flows?.filter((id) => id.endsWith("CH4-fossil"))).toEqual(["CH4-fossil"]);
});

test("what is uncertain in the background stays so, at its new place; groups of both stay apart", () => {
  const background = backgroundIn(database(), uncertainty);
  const [one] = joined({ background, links: [grid] }) as [ReturnType<typeof joined>[number]];
  const method = one.system.methods.findIndex(({ id }) => id === "GWP100-AR6");
  const { entries } = acceptedInTest(readUncertainty(one.uncertainty, one.system, method));
  expect(entries.map(({ id, draw, amount }) => [id, draw, amount])).toEqual([
    [`B:${background.prefix}co2,${background.prefix}power plant`, `group:${background.prefix}coal`, 0.1],
    [`A:${background.prefix}power,${background.prefix}starch works`, undefined, -0.3],
  ]);
});

test("parameters of the background stay what its formulas read, under names of their own", () => {
  const lines = "P,heat,0.6,normal,0.6,0.1,,\nP,half,,formula,$heat 2 /,,,\nA,1,2,formula,$half neg 0 $heat * +,,,\n";
  const background = backgroundIn(database(), `matrix,row,col,distribution,p1,p2,p3,group\n${lines}`);
  const [one] = joined({ background, links: [grid] }) as [ReturnType<typeof joined>[number]];
  const { entries, formulas } = acceptedInTest(readUncertainty(one.uncertainty, one.system, 0));
  expect(entries.map(({ id }) => id)).toEqual([`P:${background.prefix}heat`]);
  expect(formulas?.entries).toMatchObject([
    { id: `A:${background.prefix}power,${background.prefix}starch works`, amount: -0.3 },
  ]);
});

test("an uncertainty.csv that does not fit its folder is refused", () => {
  expect(backgroundOf(database(), "matrix,row,col,distribution,p1,p2,p3,group\nA,9,0,uniform,1,2,,\n")).toMatchObject({
    kind: "reject",
    code: "bad-file",
  });
});

test.each([
  [{ links: [grid] }, "bad-link", /none is given/],
  [{ background: true, links: [grid, grid] }, "bad-link", /linked twice/],
  [
    { background: true, links: [{ input: "machine/starsh", product: "starch" }] },
    "bad-link",
    /Did you mean "machine\/starch"/,
  ],
  [{ background: true, links: [{ input: "machine/starch", product: "starc" }] }, "bad-link", /Did you mean "starch"/],
  [
    { background: true, links: [{ input: "machine/starch", product: "Starch at plant" }] },
    "ambiguous-provider",
    /named by its id.*: starch/,
  ],
  [
    { background: true, links: [{ input: "machine/starch", product: "power" }] },
    "wrong-unit",
    /t \(mass\).*MJ \(energy\)/,
  ],
  [
    { background: true, links: [{ input: "machine/starch", product: "mill/power" }] },
    "bad-link",
    /made by the plant itself/,
  ],
  [
    { background: true, links: [{ input: "starch", product: "starch" }] },
    "bad-link",
    /background never takes from a plant/,
  ],
  [
    { background: true, links: [{ input: "db:123456789abc/x", product: "starch" }] },
    "bad-link",
    /never takes from a plant/,
  ],
  [
    { background: true, links: [{ input: "gas-co2-fossil", product: "power" }] },
    "bad-link",
    /one gas among several of machine\/gas/,
  ],
  [
    { background: true, links: [grid, { input: "power house/grid", product: "windPower" }] },
    "bad-link",
    /link of its own/,
  ],
  [{ methods: [{ plant: "GWP100-AR6", background: "x" }] }, "unknown-method", /none is given/],
  [
    { background: true, methods: [{ plant: "GWP100-AR5", background: "GWP100-AR6" }] },
    "unknown-method",
    /"GWP100-AR5" is no method of the plant/,
  ],
  [
    { background: true, methods: [{ plant: "GWP100-AR6", background: "gwp" }] },
    "unknown-method",
    /"gwp" is no method of the background/,
  ],
  [
    {
      background: true,
      methods: [
        { plant: "GWP100-AR6", background: "GWP100-AR6" },
        { plant: "GWP100-AR6", background: "acidification" },
      ],
    },
    "unknown-method",
    /tied already/,
  ],
] as const)("refused: %j", (joining, code, sentence) => {
  const { background, ...rest } = { background: undefined, ...joining };
  expect(refusalOf({ ...rest, ...(background === undefined ? {} : { background: backgroundIn() }) })).toEqual([
    code,
    expect.stringMatching(sentence),
  ]);
});

test("a product in a unit that nothing converts to is refused", () => {
  const system = database();
  const odd = {
    ...system,
    products: system.products.map((one) => (one.id === "starch" ? { ...one, unit: "barrel" } : one)),
  };
  expect(refusalOf({ background: backgroundIn(odd), links: [starch] })).toEqual([
    "wrong-unit",
    expect.stringContaining('counted in "barrel"'),
  ]);
});

test("methods are tied by id or as given, never because they look alike; what has no fellow is not in the system", () => {
  const renamed = (id: string, unit = "kg CO2-Eq") => {
    const system = database();
    return backgroundIn({
      ...system,
      methods: system.methods.map((one) => (one.id === "GWP100-AR6" ? { ...one, id, unit } : one)),
    });
  };
  const [one] = joined({ background: backgroundIn() });
  expect(one?.methods).toMatchObject({
    pairs: [{ by: "id" }, { by: "id" }],
    plantOnly: [],
    backgroundOnly: ["acidification"],
  });
  expect(refusalOf({ background: renamed("ipcc") })).toEqual([
    "unknown-method",
    expect.stringContaining("--method GWP100-AR6=ID"),
  ]);
  const pair = { plant: "GWP100-AR6", background: "ipcc" };
  const [given] = joined({ background: renamed("ipcc"), methods: [pair], links: [grid] });
  expect(given?.methods.pairs[0]).toEqual({ ...pair, by: "given" });
  expect(refusalOf({ background: renamed("ipcc", "m3"), methods: [pair] })).toEqual([
    "wrong-unit",
    expect.stringContaining('counts in "m3"'),
  ]);
  const noBiogenic = backgroundIn(database({ ...told, methods: { "GWP100-AR6": { co2: 1 } } }));
  const [half] = joined({ background: noBiogenic });
  expect(half?.methods.plantOnly).toEqual(["GWP100-AR6-biogenic-CO2"]);
  expect(half?.system.methods.map(({ id }) => id)).toEqual(["GWP100-AR6"]);
});

const contract = (share: string, provider = "factor:wind"): Electricity["market"][number] => ({
  provider,
  share: new Decimal(share),
});
const byMarket = (electricity: Partial<Electricity>, more: Joining = {}) => ({
  ...more,
  electricity: { market: [], delivery: [], ...electricity },
});

test("by place and by market stand side by side, and differ in the column of bought electricity alone", () => {
  const joining = byMarket({ market: [contract("1")], delivery: ["factor:losses"] });
  const [location, market] = figuresOf(joining);
  expect(location).toMatchObject({
    view: "location-based",
    "GWP100-AR6": [expect.closeTo(1004.596, 9), "lower-bound"],
  });
  // (100,000 * (0.03 + 0.04) + 229.8) / 50
  expect(market).toMatchObject({ view: "market-based", "GWP100-AR6": [expect.closeTo(144.596, 9), "lower-bound"] });
  const [a, b] = joined(joining).map(({ system }) => columnsOf(system));
  const differing = [...(a as Map<string, string>)].filter(([id, column]) => b?.get(id) !== column).map(([id]) => id);
  expect(differing).toEqual(["factor:grid-co2e", "mill/power house/bought electricity"]);
  expect(b?.has("factor:grid-co2e")).toBe(false); // nobody takes it there
});

function columnsOf({ processes, products, flows, M, B }: LinearSystem): ReadonlyMap<string, string> {
  const told = ({ starts, rows: at, values }: typeof M, list: typeof products, j: number) =>
    [...at.subarray(starts[j], starts[j + 1])].map((row, k) => `${list[row]?.id} ${values[(starts[j] as number) + k]}`);
  return new Map(processes.map(({ id }, j) => [id, JSON.stringify([told(M, products, j), told(B, flows, j)])]));
}

test("contracts cover a part, a residual mix of the background the rest, each in its own unit", () => {
  const background = backgroundIn();
  const joining = byMarket({ market: [contract("0.6")], residual: "power" }, { background });
  const [, market] = joined(joining);
  expect(market?.market).toEqual([
    { role: "market", provider: "factor:wind", perKwh: "0.6", conversion: "1 kWh = 1 kWh" },
    { role: "residual", provider: `${background.prefix}power`, perKwh: "0.4", conversion: "1 kWh = 3.6 MJ" },
  ]);
  // (100,000 * (0.6 * 0.03 + 0.4 * 3.6 * 0.1) + 229.8) / 50
  expect(figuresOf(joining)[1]).toMatchObject({ "GWP100-AR6": [expect.closeTo(328.596, 9), "lower-bound"] });
});

test("a grid average stands in for a residual mix only where it is named, and that is said", () => {
  const half = { market: [contract("0.5")] };
  expect(refusalOf(byMarket(half))).toEqual([
    "bad-electricity",
    expect.stringMatching(/covers 50 %.*grid average does not stand in by itself/),
  ]);
  expect(refusalOf(byMarket({ ...half, residual: "factor:grid-co2e" }))).toEqual([
    "bad-electricity",
    expect.stringMatching(/is a grid average/),
  ]);
  expect(refusalOf(byMarket({ market: [contract("1", "factor:grid-co2e")] }))?.[0]).toBe("bad-electricity");
  const linked = byMarket({ ...half, residual: "power" }, { background: backgroundIn(), links: [grid] });
  expect(refusalOf(linked)).toEqual(["bad-electricity", expect.stringMatching(/"power" is a grid average/)]);
  const said = byMarket({ ...half, gridAverage: "factor:grid-co2e" });
  const [, market] = joined(said);
  expect(market?.notes).toContainEqual(
    expect.stringMatching(/50 % .* grid average "factor:grid-co2e" in place of a residual mix/),
  );
  expect(figuresOf(said)[1]).toMatchObject({
    "GWP100-AR6": [expect.closeTo((100_000 * 0.265 + 229.8) / 50, 9), "lower-bound"],
  });
});

test.each([
  [{ market: [contract("0.7"), contract("0.4")] }, /110 %/],
  [{ market: [contract("0")] }, /Each share is above 0/],
  [{ residual: "power", gridAverage: "factor:grid-co2e" }, /Name one of them/],
  [{ market: [contract("1", "factor:wnd")] }, /no factor row "wnd"/],
  [{ market: [contract("1", "factor:co2 only")] }, /for enterprise, and this inventory is for pcf/],
  [{ market: [contract("1", "windPower")] }, /no background is given/],
] as const)("bought electricity is refused: %j", (electricity, sentence) => {
  expect(refusalOf(byMarket(electricity))).toEqual(["bad-electricity", expect.stringMatching(sentence)]);
});

test("a contract with what supplies no energy, and a plant that buys no electricity, are refused", () => {
  const starchPower = byMarket({ market: [contract("1", "starch")] }, { background: backgroundIn() });
  expect(refusalOf(starchPower)).toEqual(["wrong-unit", expect.stringContaining("supplies no electricity")]);
  const own = plantBuilder().makes("machine", "board", "1").takes("machine", "gas", "1", co2e("1")).declares("board");
  expect(refusalOf(byMarket({ market: [contract("1")] }), own)).toEqual([
    "bad-electricity",
    expect.stringContaining('No line of "mill" buys'),
  ]);
});

test("a line that the grid had no factor for is supplied by market, and left out by place", () => {
  const unknown = mill.takes("machine", "night power", "1000", [], { activity: "electricity/grid" });
  const [location, market] = joined(byMarket({ market: [contract("1")] }), unknown);
  expect(location?.open.map(({ where }) => where)).toEqual(["machine/night power", "machine/starch"]);
  expect(market?.open.map(({ where }) => where)).toEqual(["machine/starch"]);
});

test("a process that feeds in more than it buys is left as it is, and that is said; an id twice is refused", () => {
  const sold = mill.takes("machine", "sold power", "-10", co2e("0.5", { id: "grid-co2e", gwpSet: "AR5" }), {
    activity: "electricity/grid",
  });
  const [location, market] = joined(byMarket({ market: [contract("1")] }), sold);
  for (const view of [location, market]) {
    expect(view?.notes).toContainEqual(expect.stringMatching(/"machine" feeds at least as much into the grid/));
    expect(view?.system.products.map(({ id }) => id)).not.toContain("mill/machine/bought electricity");
  }
  const twice = mill
    .makes("power house", "bought electricity", "1")
    .shares("power house", { power: "0.5", "bought electricity": "0.5" })
    .declares("bought electricity");
  expect(refusalOf(byMarket({ market: [contract("1")] }), twice)).toEqual([
    "bad-electricity",
    expect.stringContaining("has it already"),
  ]);
});

test("by place, shared power and lines of several years come to what the plant comes to as modelled", () => {
  const saw = plantBuilder()
    .makes("saw", "plank", "6")
    .makes("saw", "chips", "4")
    .shares("saw", { plank: "0.9", chips: "0.1" })
    .takes("saw", "grid/2025", "360", co2e("0.5", { id: "grid 2025" }), { activity: "electricity/grid", unit: "MJ" })
    .takes("saw", "grid/2026", "100", co2e("0.6", { id: "grid 2026" }), { activity: "electricity/grid" })
    .declares("plank")
    .declares("chips");
  // A period has one system: 100 kWh of one year and 100 of the other are 110 kg, 0.9 of it to 6 t of planks.
  const parts = partsOf(saw);
  const amounts = (one: Joining) =>
    acceptedInTest(joinedSystem(parts, { rowOf, ...one })).map((system) =>
      acceptedInTest(joinedFigures(system, parts)).map(({ amount }) => amount),
    );
  const [chips, , planks] = amounts({})[0] as readonly (number | null)[];
  expect([chips, planks]).toEqual([expect.closeTo(2.75, 12), expect.closeTo(16.5, 12)]);
  const [location, market] = amounts(byMarket({ market: [contract("1")] }));
  expect(location).toEqual([expect.closeTo(2.75, 12), null, expect.closeTo(16.5, 12), null]);
  expect(market).toEqual([expect.closeTo(0.15, 12), null, expect.closeTo(0.9, 12), null]);
});

test("power that the plant model names by its kind is the same in both views, and that is said", () => {
  const solar = mill.takes("power house", "solar", "10", co2e("0.05"), {
    activity: "electricity/generation/photovoltaic",
  });
  const [, market] = joined(byMarket({ market: [contract("1")] }), solar);
  expect(market?.notes).toContainEqual(expect.stringMatching(/power house\/solar .*the same by place and by market/));
});

test("a provider that is named and supplies nothing is told: a delivery without a contract, a rest that is covered", () => {
  const uncontracted = byMarket({ market: [], delivery: ["factor:losses"], gridAverage: "factor:grid-co2e" });
  expect(joined(uncontracted)[1]?.notes).toContainEqual(
    expect.stringMatching(/^"factor:losses" was named \(delivery\)/),
  );
  const covered = byMarket({ market: [contract("1")], residual: "factor:losses" });
  expect(joined(covered)[1]?.notes).toContainEqual(expect.stringMatching(/^"factor:losses" was named \(residual\)/));
});

test("a scope is seen from a factory: that of a background, which is another one's, is not taken for the plant's", () => {
  const system = database();
  const scoped = system.processes.map((one) => ({ ...one, scope: "1", stage: "production" }));
  const [one] = joined({ background: backgroundIn({ ...system, processes: scoped }), links: [starch] });
  const others = one?.system.processes.filter(({ id }) => id.startsWith("db:"));
  expect(others?.map(({ scope, stage }) => [scope, stage])).toEqual(others?.map(() => [undefined, "production"]));
  expect(one?.system.processes.find(({ id }) => id === "mill/machine")?.scope).toBe("1");
});

test("a figure that rests on a supplier whose impact by the method nobody states is unknown, not a smaller number", () => {
  const system = database();
  const silent = system.processes.map((one) =>
    one.id === "starch works" ? { ...one, unknownFor: ["GWP100-AR6"] } : one,
  );
  const background = backgroundIn({ ...system, processes: silent });
  expect(figuresOf({ background, links: [starch] })).toMatchObject([
    { "GWP100-AR6": [null, "unknown"], "GWP100-AR6-biogenic-CO2": [expect.any(Number), "lower-bound"] },
  ]);
  expect(figuresOf({ background, links: [grid] })).toMatchObject([
    { "GWP100-AR6": [expect.any(Number), "lower-bound"] },
  ]);
});

test("a flow whose factor nobody knows stays unknown once its system is joined, and is no flow of the plant", () => {
  const system = database();
  const flows = system.flows.map((one) => ({ ...one, unknownFor: ["GWP100-AR6"] }));
  const background = backgroundIn({ ...system, flows });
  const [one] = joined({ background, links: [starch] });
  expect(one?.united).toEqual([]);
  expect(one?.system.flows.filter(({ id }) => id.startsWith("db:")).map(({ unknownFor }) => unknownFor)).toEqual(
    flows.map(() => ["GWP100-AR6"]),
  );
  expect(figuresOf({ background, links: [starch] })).toMatchObject([{ "GWP100-AR6": [null, "unknown"] }]);
});
