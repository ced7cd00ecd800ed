import { readFileSync } from "node:fs";
import { releaseOf } from "@celadon/factors";
import { expect, test } from "vitest";
import { type BuildOptions, type Built, buildSystem } from "./build-system.ts";

// Small documents whose matrices can be checked in the head.

type Doc = Record<string, unknown>;
const product = (id: string, rest: Doc = {}): Doc => ({ id, kind: "product", unit: "kg", ...rest });
const flows: readonly Doc[] = [
  product("steel", { properties: { price: { value: 3, unit: "CNY" } } }),
  product("slag", { properties: { price: { value: "slag_price", unit: "CNY" } } }),
  product("coal", { properties: { energy: { value: 20, unit: "MJ" }, price: { value: 1, unit: "USD" } } }),
  product("power", { unit: "kWh" }),
  product("heat", { unit: "MJ" }),
  { id: "rubble", kind: "waste", unit: "kg", properties: { price: { value: 40, unit: "CNY" } } },
  {
    id: "co2",
    kind: "elementary",
    unit: "kg",
    direction: "emission",
    compartment: "air",
    gas: "CO2",
    origin: "fossil",
  },
  { id: "co2-taken", name: "co2", kind: "elementary", unit: "kg", direction: "resource" },
  { id: "land", kind: "elementary", unit: "m2.year", direction: "resource" },
];
const exchange = (direction: string, flow: string, amount: unknown, rest: Doc = {}): Doc => {
  const unit = flows.find(({ id }) => id === flow)?.["unit"] ?? "kg";
  return { flow, amount, unit, direction, ...rest };
};
const takes = (flow: string, amount: unknown, rest: Doc = {}): Doc => exchange("input", flow, amount, rest);
const gives = (flow: string, amount: unknown, rest: Doc = {}): Doc => exchange("output", flow, amount, rest);
const makes = (flow: string, amount: unknown = 1, rest: Doc = {}): Doc =>
  gives(flow, amount, { reference: true, ...rest });
const treats = (flow: string, amount: unknown = 1): Doc => takes(flow, amount, { reference: true });
const process = (id: string, exchanges: readonly Doc[], rest: Doc = {}): Doc => ({ id, exchanges, ...rest });
const documentOf = (processes: readonly Doc[], rest: Doc = {}): Doc => ({
  format: "celadon-processes-1",
  units: [{ symbol: "m2.year" }, { symbol: "ha.year", factor: 10_000, of: "m2.year" }],
  parameters: [{ name: "slag_price", value: 1 }],
  flows,
  processes,
  ...rest,
});
const answer = (processes: readonly Doc[], rest: Doc = {}, options: BuildOptions = {}) =>
  buildSystem(JSON.stringify(documentOf(processes, rest)), options);
const built = (processes: readonly Doc[], rest: Doc = {}, options: BuildOptions = {}): Built => {
  const outcome = answer(processes, rest, options);
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  const { report } = outcome.value;
  const sum = Object.values(report.counts).reduce((a, b) => a + b, 0);
  expect(sum, "every exchange is in exactly one class").toBe(report.exchangesRead);
  return outcome.value;
};
const idsOf = ({ files }: Built, file: string): readonly string[] =>
  (files.get(file) ?? "")
    .split("\n")
    .slice(1, -1)
    .map((line) => `${line.split(",")[1]}`);
const sides = {
  "A.mtx": ["products.csv", "processes.csv"],
  "B.mtx": ["flows.csv", "processes.csv"],
  "C.mtx": ["methods.csv", "flows.csv"],
} as const;
/** The entries of a matrix by the ids of row and column. */
const entries = (made: Built, file: keyof typeof sides): Readonly<Record<string, number>> => {
  const [rows, cols] = sides[file].map((list) => idsOf(made, list)) as [readonly string[], readonly string[]];
  const lines = (made.files.get(file) ?? "").split("\n").slice(2, -1);
  return Object.fromEntries(
    lines.map((line) => {
      const [row, col, value] = line.split(" ").map(Number) as [number, number, number];
      return [`${rows[row - 1]} in ${cols[col - 1]}`, value];
    }),
  );
};
const reasons = ({ report }: Built): readonly string[] => report.cases.map((one) => `${one.class} ${one.reason}`);
const rules = ({ report }: Built): readonly string[] => report.findings.map(({ rule }) => rule);
const mill = (...exchanges: readonly Doc[]): Doc => process("mill", [makes("steel"), ...exchanges]);
const mine = process("mine", [makes("coal")]);

test("an amount is converted once: by its unit, by a property of the flow, by a unit of the document", () => {
  const made = built([
    mine,
    process("mill", [
      makes("steel", 2, { unit: "t" }),
      takes("coal", 10, { unit: "kWh" }), // 36 MJ at 20 MJ/kg: 1.8 kg
      gives("co2", 3, { unit: "g" }),
      takes("land", 2, { unit: "ha.year" }),
    ]),
  ]);
  expect(entries(made, "A.mtx")).toEqual({ "coal in mill": -1.8, "coal in mine": 1, "steel in mill": 2000 });
  expect(entries(made, "B.mtx")).toEqual({ "co2 in mill": 0.003, "land in mill": 20_000 });
});

test.each([
  ["unknown-unit", { unit: "stone" }, 'Unit "stone" is not known'],
  ["unknown-unit", { unit: "KG" }, 'Did you mean "kg"'],
  ["wrong-dimension", { unit: "m3" }, "m3"],
  ["wrong-dimension", { unit: "m2.year" }, "measure different things"],
])("%s refuses the exchange and is never taken for 1: %j", (reason, rest, sentence) => {
  const made = built([mill(gives("co2", 5, rest))]);
  expect(reasons(made)).toEqual([`refused ${reason}`]);
  expect(made.report.cases[0]?.message).toContain(sentence);
  expect(entries(made, "B.mtx")).toEqual({});
  expect(made.files.get("processes.csv")).toBe(
    "index,id,name,unit,location,stage,left_out,unknown_for\n0,mill,mill,kg,,,1,\n",
  );
});

test("two properties in units of one dimension are not chosen among", () => {
  const fuel = product("fuel", {
    properties: {
      lower: { value: 40, unit: "MJ" },
      upper: { value: 42, unit: "MJ" },
      nothing: { value: 0, unit: "m3" },
      backwards: { value: -2, unit: "m2" },
    },
  });
  const rest = { flows: [...flows, fuel] };
  const energy = built([mill(takes("fuel", 1, { unit: "MJ" }))], rest);
  expect(energy.report.cases[0]?.message).toContain('"lower" and "upper"');
  for (const unit of ["m3", "m2"])
    expect(reasons(built([mill(takes("fuel", 1, { unit }))], rest)), unit).toEqual(["refused property-zero"]);
});

test("the stage and place of a process, the gas and compartment of a flow stand in the lists", () => {
  const made = built([
    process("mill", [makes("steel"), gives("co2", 1)], { location: "CN", stage: "production", name: "Mill" }),
  ]);
  expect(made.files.get("processes.csv")).toBe(
    "index,id,name,unit,location,stage,left_out,unknown_for\n0,mill,Mill,kg,CN,production,0,\n",
  );
  expect(made.files.get("flows.csv")).toBe(
    "index,id,name,unit,location,gas,origin,direction,water,compartment\n0,co2,co2,kg,,CO2,fossil,emission,,emission/air\n",
  );
});

test("a provider by its id, else the sole supplier, else the same place where that is the rule, else nobody", () => {
  const [near, far] = [process("near", [makes("coal")], { location: "CN" }), process("far", [makes("coal")])];
  const taking = (rest: Doc = {}): Doc => process("mill", [makes("steel"), takes("coal", 3, rest)], { location: "CN" });
  expect(reasons(built([mine, taking()]))).toEqual(["linkedBySoleSupplier sole-supplier"]);
  expect(built([near, far, taking()]).report.cases).toMatchObject([
    { class: "ambiguous", candidates: ["far", "near"] },
  ]);
  const local = built([near, far, taking()], { sameLocation: true });
  expect([reasons(local), rules(local)]).toEqual([[], ["linked-by-rule"]]);
  expect(entries(local, "A.mtx")).toMatchObject({ "coal/near in mill": -3 });
  const named = built([near, far, taking({ provider: "far" })], { sameLocation: true });
  expect([reasons(named), rules(named)]).toEqual([[], []]);
  expect(entries(named, "A.mtx")).toMatchObject({ "coal/far in mill": -3 });
});

test("nobody supplies it: cut off, listed, and counted at its process", () => {
  const made = built([mill(takes("coal", 3, { unit: "t" }))]);
  expect(made.report.cases).toMatchObject([
    { class: "cutOff", processId: "mill", exchange: "coal", amount: 3, unit: "t", reason: "no-supplier" },
  ]);
  expect(made.files.get("processes.csv")).toContain("0,mill,mill,kg,,,1,\n");
});

test("a provider that does not supply the flow is never replaced by another one", () => {
  const made = built([mine, mill(takes("coal", 3, { provider: "nobody" }))]);
  expect(reasons(made)).toEqual(["cutOff provider-unusable"]);
  expect(entries(made, "A.mtx")).toEqual({ "coal in mine": 1, "steel in mill": 1 });
});

test("waste is + where its treatment is supplied, - where it is handed on", () => {
  const made = built([mill(gives("rubble", 0.25)), process("tip", [treats("rubble"), gives("co2", 0.8)])]);
  expect(entries(made, "A.mtx")).toEqual({ "rubble in mill": -0.25, "rubble in tip": 1, "steel in mill": 1 });
});

test("input -x, avoided product x and, by substitution, output x are identical bytes in M", () => {
  const by = [
    built([mine, mill(takes("coal", -0.3))]),
    built([mine, mill(gives("coal", 0.3, { avoided: true }))]),
    built([mine, process("mill", [makes("steel"), gives("coal", 0.3)], { allocation: { method: "substitution" } })]),
  ];
  for (const one of by) expect(entries(one, "A.mtx")).toMatchObject({ "coal in mill": 0.3 });
  expect(new Set(by.map(({ files }) => files.get("A.mtx"))).size).toBe(1);
});

test("what is taken and given in one process nets, to nothing where it is equal, in M and in B", () => {
  const made = built([mill(takes("steel", 0.25), gives("co2", 0.7), takes("co2", 0.7))]);
  expect(entries(made, "A.mtx")).toEqual({ "steel in mill": 0.75 });
  expect(entries(made, "B.mtx")).toEqual({});
  expect(rules(made)).toEqual(["against-direction"]);
  expect(entries(built([mill(gives("co2", 5), takes("co2", 2))]), "B.mtx")).toEqual({ "co2 in mill": 3 });
});

const pair = (rest: Doc, ...exchanges: readonly Doc[]): Doc =>
  process("mill", [makes("steel", 10), makes("slag", 4), gives("co2", 5), ...exchanges], rest);

test("given shares apply to inputs, emissions, wastes handed on and avoided products; each column keeps its own product", () => {
  const shares = { steel: "3 / 5", slag: 0.4 };
  const made = built([
    mine,
    process("tip", [treats("rubble")]),
    process("works", [makes("power")]),
    pair(
      { allocation: { method: "shares", shares } },
      takes("coal", 1),
      gives("rubble", 2),
      gives("power", 10, { avoided: true }),
    ),
  ]);
  expect(entries(made, "A.mtx")).toMatchObject({
    "steel in mill/steel": 10,
    "slag in mill/slag": 4,
    "coal in mill/steel": -0.6,
    "coal in mill/slag": -0.4,
    "rubble in mill/steel": -1.2,
    "rubble in mill/slag": -0.8,
    "power in mill/steel": 6,
    "power in mill/slag": 4,
  });
  expect(entries(made, "B.mtx")).toEqual({ "co2 in mill/steel": 3, "co2 in mill/slag": 2 });
});

test("by mass, by price (a parameter among them), and by the efficiencies of heat and power", () => {
  const emissions = (rest: Doc, options: BuildOptions = {}) => entries(built([pair(rest)], {}, options), "B.mtx");
  const mass = emissions({ allocation: { method: "physical", property: "mass" } });
  expect(mass["co2 in mill/steel"]).toBeCloseTo(5 * (10 / 14), 12);
  const price = { allocation: { method: "economic" } };
  expect(emissions(price)["co2 in mill/slag"]).toBeCloseTo(5 * (4 / 34), 12); // 30 and 4 CNY
  expect(emissions(price, { set: { slag_price: 7.5 } })).toEqual({ "co2 in mill/steel": 2.5, "co2 in mill/slag": 2.5 });
  const chp = process("chp", [makes("heat", 5400), makes("power", 500), gives("co2", 100)], {
    // 5400 / 0.9 = 6000 and 500 kWh = 1800 MJ, / 0.45 = 4000
    allocation: { method: "efficiency", efficiencies: { heat: 0.9, power: 0.45 } },
  });
  expect(entries(built([chp]), "B.mtx")).toEqual({ "co2 in chp/heat": 60, "co2 in chp/power": 40 });
});

test("heat and power by exergy: heat at 546.3 K is half work", () => {
  const chp = process("chp", [makes("heat", 3600), makes("power", 500), gives("co2", 100)], {
    allocation: { method: "exergy", heatAtKelvin: { heat: 546.3 }, power: ["power"] },
  });
  expect(entries(built([chp]), "B.mtx")).toEqual({ "co2 in chp/heat": 50, "co2 in chp/power": 50 });
  for (const more of [{ power: ["power", "heat"] }, { power: ["power", "powr"] }]) {
    const { report } = built([{ ...chp, allocation: { ...(chp["allocation"] as Doc), ...more } }]);
    expect(report.refusedProcesses).toMatchObject([
      { rule: "allocation", message: expect.stringContaining("these are not") },
    ]);
  }
});

test("a process that sells a product and accepts a waste is split over both: revenue 60, gate fee 40", () => {
  const kiln = process("kiln", [makes("steel", 20), treats("rubble", 1), gives("co2", 10)], {
    allocation: { method: "economic" },
  });
  const made = built([kiln]);
  expect(entries(made, "B.mtx")).toEqual({ "co2 in kiln/steel": 6, "co2 in kiln/rubble": 4 });
  expect(entries(made, "A.mtx")).toEqual({ "steel in kiln/steel": 20, "rubble in kiln/rubble": 1 });
});

test("causal shares hold exchange by exchange", () => {
  const allocation = {
    method: "causal",
    exchanges: { co2: { steel: 1, slag: 0 } },
    others: { steel: 0.5, slag: 0.5 },
  };
  const made = built([mine, pair({ allocation }, takes("coal", 8))]);
  expect(entries(made, "B.mtx")).toEqual({ "co2 in mill/steel": 5 });
  expect(entries(made, "A.mtx")).toMatchObject({ "coal in mill/steel": -4, "coal in mill/slag": -4 });
});

test.each([
  ["nothing is split into equal parts", undefined],
  ["sum to 0.9", { method: "shares", shares: { steel: 0.5, slag: 0.4 } }],
  ["sum to 1.000000002", { method: "shares", shares: { steel: 0.6, slag: "0.4 + 2e-9" } }],
  ["sum to 1.00000001", { method: "shares", shares: { steel: 0.6, slag: "0.4 + 1e-8" } }],
  ['"slag"', { method: "shares", shares: { steel: 1 } }],
  ["no reference of it", { method: "shares", shares: { steel: 0.5, slag: 0.4, slug: 0.1 } }],
  ['"nothing" is no parameter', { method: "shares", shares: { steel: "nothing", slag: 1 } }],
  ["2 of 2 lack it", { method: "physical", property: "dry matter" }],
  ["Mark one alone", { method: "substitution" }],
  ['"co2" has no shares', { method: "causal", exchanges: {} }],
  [
    "does not have: coal",
    { method: "causal", exchanges: { coal: { steel: 1, slag: 0 } }, others: { steel: 1, slag: 0 } },
  ],
])("several references and %s: the process is refused with all its exchanges", (sentence, allocation) => {
  const { report } = built([pair(allocation === undefined ? {} : { allocation })]);
  expect(report.refusedProcesses).toMatchObject([{ rule: "allocation", id: "mill" }]);
  expect(report.refusedProcesses[0]?.message).toContain('Process "mill" has 2 references');
  expect(report.refusedProcesses[0]?.message).toContain(sentence);
  expect(report.counts.refused).toBe(3);
});

test("an allocation that a person gives goes before the document's own; an unknown name or process is refused", () => {
  const process = pair({ allocation: { method: "shares", shares: { steel: 0.5, slag: 0.5 } } });
  const by = (word: string) => answer([process], {}, { allocation: { mill: word } });
  const emitted = (word: string): number | undefined => {
    const made = by(word);
    return made.kind === "accept" ? entries(made.value, "B.mtx")["co2 in mill/slag"] : undefined;
  };
  expect(emitted("physical:mass")).toBeCloseTo(5 * (4 / 14), 12);
  expect(emitted("economic")).toBeCloseTo(5 * (4 / 34), 12);
  expect(by("mass")).toMatchObject({ reason: "unknown-allocation", evidence: expect.stringContaining('"mass"') });
  const other = answer([process], {}, { allocation: { mil: "economic" } });
  expect(other).toMatchObject({
    reason: "unknown-allocation",
    evidence: expect.stringContaining('Did you mean "mill"?'),
  });
});

test("prices in two currencies are not compared", () => {
  const both = process("mill", [makes("steel"), makes("coal")], { allocation: { method: "economic" } });
  expect(built([both]).report.refusedProcesses[0]?.message).toContain(
    'of flow "steel" is in CNY, that of others in USD',
  );
});

test("a local parameter shadows a global one, a redefinition shadows both, and a global formula sees no local name", () => {
  const rest = {
    parameters: [
      { name: "slag_price", value: 1 },
      { name: "x", value: 2 },
      { name: "y", value: "x * 10" },
    ],
  };
  const processes = [
    process("mill", [makes("steel"), gives("co2", "Y + x")], { parameters: [{ name: "X", value: 3 }] }),
    process("pit", [makes("coal"), gives("co2", "x")]),
  ];
  const emitted = (set: Readonly<Record<string, number>>) => entries(built(processes, rest, { set }), "B.mtx");
  expect(emitted({})).toEqual({ "co2 in mill": 23, "co2 in pit": 2 });
  expect(emitted({ x: 5 })).toEqual({ "co2 in mill": 55, "co2 in pit": 5 });
  expect(emitted({ "mill/x": 7 })).toEqual({ "co2 in mill": 27, "co2 in pit": 2 });
  expect(built(processes, rest).report.parameters).toEqual({ "mill/x": 3, slag_price: 1, x: 2, y: 20 });
  expect(answer(processes, rest, { set: { slagprice: 1 } })).toMatchObject({
    reason: "unknown-parameter",
    evidence: 'There is no parameter "slagprice". Did you mean "slag_price"?',
  });
  expect(answer(processes, rest, { set: { x: 1, X: 2 } })).toMatchObject({ reason: "unknown-parameter" }); // which one?
});

test("a scenario goes before a formula, local or global, and formulas over it follow", () => {
  const rest = {
    parameters: [
      { name: "slag_price", value: 1 },
      { name: "base", value: 2 },
      { name: "load", value: "base * 3" },
      { name: "twice", value: "load * 2" },
    ],
  };
  const processes = [
    process("mill", [makes("steel"), gives("co2", "load + twice")], {
      parameters: [{ name: "load", value: "base * 5" }],
    }),
    process("pit", [makes("coal"), gives("co2", "load + twice")]),
  ];
  const emitted = (set: Readonly<Record<string, number>>) => entries(built(processes, rest, { set }), "B.mtx");
  expect(emitted({})).toEqual({ "co2 in mill": 10 + 12, "co2 in pit": 6 + 12 });
  expect(emitted({ load: 1 })).toEqual({ "co2 in mill": 1 + 2, "co2 in pit": 1 + 2 });
  expect(emitted({ "mill/load": 1 })).toEqual({ "co2 in mill": 1 + 12, "co2 in pit": 6 + 12 });
  expect(emitted({ load: 1, "mill/load": 4 })).toEqual({ "co2 in mill": 4 + 2, "co2 in pit": 1 + 2 });
  expect(emitted({ base: 0 })).toEqual({});
});

test("a cycle of parameters is refused with its members, where it is used and in the findings", () => {
  const parameters = [
    { name: "a", value: "b + 1" },
    { name: "b", value: "a" },
  ];
  const made = built([process("mill", [makes("steel"), gives("co2", "a")], { parameters })]);
  expect(made.report.cases).toMatchObject([{ class: "refused", reason: "formula" }]);
  expect(made.report.cases[0]?.message).toContain("a -> b -> a");
  expect(made.report.findings).toMatchObject([
    { rule: "parameter", id: "mill/a" },
    { rule: "parameter", id: "mill/b" },
  ]);
  expect(made.report.parameters).toMatchObject({ "mill/a": null });
});

test.each([
  ["no-reference", [gives("co2", 1)]],
  ["reference-zero", [makes("steel", 0)]],
  ["reference-negative", [makes("steel", -1)]],
  ["reference-refused", [makes("steel", 1, { unit: "stone" })]],
  ["reference-refused", [makes("steel"), gives("slag", 1)]], // neither a reference nor avoided
  ["reference-refused", [makes("nothing")]],
  ["reference-refused", [takes("steel", 1, { reference: true })]],
  ["reference-refused", [makes("co2")]],
  ["reference-refused", [makes("steel", 1, { provider: "mill" })]],
])("%s refuses the process with all its exchanges: %j", (rule, exchanges) => {
  const { report } = built([process("mill", exchanges)]);
  expect(report.refusedProcesses).toMatchObject([{ rule, id: "mill" }]);
  expect(report.counts.refused).toBe(exchanges.length);
  expect(report.processes).toEqual({ read: 1, accepted: 0, refused: 1 });
});

test.each([
  ["contradictory", takes("coal", 1, { avoided: true })],
  ["contradictory", gives("co2", 1, { avoided: true })],
  ["contradictory", gives("co2", 1, { provider: "mine" })],
  ["contradictory", takes("coal", 1, { provider: "mine", providers: { location: "mine" } })],
  ["contradictory", takes("coal", 1, { location: "CN" })],
  ["unknown-flow", takes("cole", 1)],
  ["formula", takes("coal", "1 / 0")],
])("%s refuses the exchange alone", (reason, one) => {
  const made = built([mine, mill(one)], {}, { view: "location" });
  expect(reasons(made)).toEqual([`refused ${reason}`]);
  expect(made.report.processes.refused).toBe(0);
});

test("the views differ in one column: the provider of what is bought", () => {
  const supply = ["grid", "wind"].map((id) => process(id, [makes("power"), gives("co2", id === "grid" ? 0.6 : 0.05)]));
  const buying = mill(takes("power", 2, { providers: { location: "grid", market: "wind" } }), gives("co2", 1));
  const [place, contract] = (["location", "market"] as const).map((view) => built([...supply, buying], {}, { view }));
  expect(place?.report.view).toBe("location");
  expect(entries(place as Built, "A.mtx")).toMatchObject({ "power/grid in mill": -2 });
  expect(entries(contract as Built, "A.mtx")).toMatchObject({ "power/wind in mill": -2 });
  expect(place?.files.get("B.mtx")).toBe(contract?.files.get("B.mtx"));
  expect(answer([...supply, buying])).toMatchObject({
    reason: "view-needed",
    evidence: expect.stringContaining('"power"'),
  });
});

test("under the market view nobody falls back to the grid: without a contract or residual mix it is refused", () => {
  const rest = { flows: flows.map((one) => (one["id"] === "power" ? { ...one, byView: true } : one)) };
  const grid = process("grid", [makes("power")]);
  for (const by of [{}, { provider: "grid" }, { providers: { location: "grid" } }]) {
    const made = built([grid, mill(takes("power", 2, by))], rest, { view: "market" });
    expect(reasons(made)).toEqual(["refused no-provider-in-view"]);
    expect(made.report.cases[0]?.message).toContain("residual mix");
    expect(made.files.get("processes.csv")).toContain("1,mill,mill,kg,,,1,\n");
    const here = built([grid, mill(takes("power", 2, by))], rest, { view: "location" });
    expect(entries(here, "A.mtx")).toMatchObject({ "power in mill": -2 });
  }
  const contract = mill(takes("power", 2, { providers: { market: "nobody" } }));
  expect(reasons(built([grid, contract], rest, { view: "market" }))).toEqual(["cutOff provider-unusable"]);
});

const methods = [
  { id: "gwp", unit: "kg CO2e", factors: [{ flow: "co2", value: 1 }] },
  { id: "water", unit: "m3", factors: [] },
];

test("a published result is a column with that impact and no inputs; by a method it lacks it is unknown", () => {
  const bought = process("supplier", [makes("coal", 10)], { impacts: { gwp: 25 } });
  const made = built([bought, mill(takes("coal", 2), gives("co2", 1))], { methods });
  expect(entries(made, "B.mtx")).toEqual({ "co2 in mill": 1, "published result: gwp in supplier": 25 });
  expect(entries(made, "C.mtx")).toMatchObject({ "gwp in published result: gwp": 1, "gwp in co2": 1 });
  expect(made.files.get("processes.csv")).toContain("1,supplier,supplier,kg,,,0,water\n");
  expect(made.report.methods[0]).toMatchObject({ factorsRead: 1, factorsUsed: 1, flowsWithoutFactor: 0 });
});

test("a published result counts alone: exchanges beside it, or a method nobody knows, refuse the process", () => {
  for (const one of [
    process("supplier", [makes("coal"), gives("co2", 1)], { impacts: { gwp: 1 } }),
    process("supplier", [makes("coal")], { impacts: { toxicity: 1 } }),
  ])
    expect(built([one], { methods }).report.refusedProcesses).toMatchObject([{ rule: "published", id: "supplier" }]);
});

test("a factor applies to its own direction and place, per its own unit; what cannot be read is listed", () => {
  const warming = {
    id: "gwp",
    unit: "kg CO2e",
    factors: [
      { flow: "co2", value: 1000, unit: "t" },
      { flow: "co2", value: 3, location: "CN" },
      { flow: "co2-taken", value: 5, direction: "emission" },
      { flow: "land", value: 1 },
      { flow: "land", value: 2 },
      { flow: "steel", value: 1 },
      { flow: "nothing", value: 1 },
    ],
  };
  const made = built(
    [
      process("mill", [makes("steel"), gives("co2", 2), takes("co2-taken", 3)], { location: "CN" }),
      process("pit", [makes("coal"), gives("co2", 2)], { location: "KR" }),
    ],
    { methods: [warming] },
  );
  expect(entries(made, "C.mtx")).toEqual({ "gwp in co2": 1, "gwp in co2@CN": 3 });
  expect(rules(made).toSorted()).toEqual([
    "factor-other-direction",
    "factor-refused",
    "factor-refused",
    "factor-refused",
  ]);
  expect(made.report.methods).toMatchObject([{ factorsRead: 7, factorsUsed: 2, factorsRefused: 5, defaultUsed: 1 }]);
  expect(made.report.methods).toMatchObject([{ unknownFlows: [], unknownProcesses: [] }]); // nobody exchanges land
});

test.each([
  ["in a unit that cannot be converted", { unit: "m3" }],
  ["of a value that is none", { value: "nothing" }],
])("a factor %s leaves its flow unknown to that method alone; one of a place that is known counts there", (_, lost) => {
  const factors = [
    { flow: "co2", value: 1, ...lost },
    { flow: "co2", value: 3, location: "CN" },
  ];
  const other = { id: "other", unit: "kg", factors: [{ flow: "co2", value: 1 }] };
  const made = built(
    [
      process("mill", [makes("steel"), gives("co2", 2)], { location: "CN" }),
      process("pit", [makes("coal"), gives("co2", 2)]),
      process("works", [makes("power")]),
    ],
    { methods: [{ id: "gwp", unit: "kg CO2e", factors }, other] },
  );
  expect(entries(made, "C.mtx")).toEqual({ "gwp in co2@CN": 3, "other in co2": 1, "other in co2@CN": 1 });
  expect(made.report.methods).toMatchObject([
    { id: "gwp", unknownFlows: ["co2"], unknownProcesses: ["pit"] },
    { id: "other", unknownFlows: [], unknownProcesses: [] },
  ]);
  const lines = (made.files.get("flows.csv") ?? "").split("\n");
  expect(lines.map((line) => line.split(",").at(-1))).toEqual(["unknown_for", "gwp", "", ""]);
});

test("a factor of a place that cannot be read leaves its flow unknown there, though there is a general one", () => {
  const factors = [
    { flow: "co2", value: 1 },
    { flow: "co2", value: 1, unit: "m3", location: "CN" },
  ];
  const made = built(
    [
      process("mill", [makes("steel"), gives("co2", 2)], { location: "CN" }),
      process("pit", [makes("coal"), gives("co2", 2)]),
    ],
    { methods: [{ id: "gwp", unit: "kg CO2e", factors }] },
  );
  expect(made.report.methods).toMatchObject([{ unknownFlows: ["co2@CN"], unknownProcesses: ["mill"] }]);
});

test("of a process that is split only those who bear a part of the gas are unknown", () => {
  const allocation = { method: "shares", shares: { steel: 1, slag: 0 } };
  const factors = [{ flow: "co2", value: 1, unit: "m3" }];
  const made = built([process("mill", [makes("steel"), makes("slag"), gives("co2", 2)], { allocation })], {
    methods: [{ id: "gwp", unit: "kg CO2e", factors }],
  });
  expect(made.report.methods).toMatchObject([{ unknownProcesses: ["mill/steel"] }]);
});

const scrap = {
  ...{ id: "scrap", amount: 2, unit: "kg", R1: 0.3, R2: 0.5, R3: 0.2, A: 0.5, B: 0, qualityIn: 0.9, qualityOut: 0.9 },
  ...{ lhv: { value: 3.6, unit: "MJ" }, xerHeat: 0.5, xerPower: 0.25 },
  ...{ virgin: { flow: "coal" }, recycled: { flow: "slag" }, displacedVirgin: { flow: "coal" } },
  ...{ recyclingAtEnd: { flow: "slag" }, energyRecovery: { flow: "rubble" }, disposal: { flow: "rubble" } },
  ...{ displacedHeat: { flow: "heat" }, displacedPower: { flow: "power" } },
};
const suppliers = [
  mine,
  process("crusher", [makes("slag")]),
  process("tip", [treats("rubble")]),
  process("boiler", [makes("heat")]),
  process("works", [makes("power")]),
];

test("a material by the circular footprint formula becomes ordinary inputs, credits negative", () => {
  const made = built([...suppliers, { ...mill(), circular: [scrap] }]);
  const near = (value: number) => expect.closeTo(value, 12);
  expect(entries(made, "A.mtx")).toMatchObject({
    "coal in mill": near(-2 * (0.7 + 0.3 * 0.5 * 0.9 - 0.5 * 0.5 * 0.9)),
    "slag in mill": near(-2 * (0.3 * 0.5 + 0.5 * 0.5)),
    "rubble in mill": near(-2 * (0.2 + 0.3)),
    "heat in mill": near(2 * 0.2 * 3.6 * 0.5),
    "power in mill": near(2 * 0.2 * 0.25), // 3.6 MJ are 1 kWh
  });
  expect(made.report.cases.map(({ exchange }) => exchange)).toContain("scrap#displacedHeat");
});

test("a material that lacks a part, a ratio or a sound share is refused as a whole", () => {
  const { disposal, ...open } = scrap;
  expect(disposal).toBeDefined();
  for (const circular of [
    open,
    { ...scrap, R2: 0.9 },
    { ...scrap, qualityIn: undefined },
    { ...scrap, R1: "nothing" },
    { ...scrap, virgin: { flow: "co2" } }, // a flow of nature, which an input would count negative
  ]) {
    const made = built([...suppliers, { ...mill(), circular: [circular] }]);
    expect(reasons(made)).toEqual([expect.stringMatching(/^refused (?:recycling|formula)$/)]);
    expect(made.report.counts.linked).toBe(6); // the references
  }
});

const rows = (made: Built): readonly string[] => (made.files.get("uncertainty.csv") ?? "").trim().split("\n");

test("uncertainty is carried in the sign and unit of its entry, and the columns of a split share their draws", () => {
  const lognormal = { uncertainty: { distribution: "lognormal", geometricSd: 1.5 } };
  const triangular = { uncertainty: { distribution: "triangular", min: 1, mode: "1 + 1", max: 4 } };
  expect(rows(built([mine, mill(takes("coal", 2, { ...triangular, unit: "t" }), gives("co2", 2, lognormal))]))).toEqual(
    ["matrix,row,col,distribution,p1,p2,p3,group", "A,0,0,triangular,-4000,-2000,-1000,", "B,0,0,lognormal,2,1.5,,"],
  );
  const shares = { allocation: { method: "shares", shares: { steel: 0.75, slag: 0.25 } } };
  const split = process("mill", [makes("steel"), makes("slag"), gives("co2", 4, lognormal)], shares);
  expect(rows(built([split]))).toEqual([
    "matrix,row,col,distribution,p1,p2,p3,group",
    "B,0,0,lognormal,1,1.5,,mill#co2",
    "B,0,1,lognormal,3,1.5,,mill#co2",
  ]);
});

test("exchanges that meet in one entry are drawn apart: parts of the sum, also where they cancel", () => {
  const normal = (sd: number) => ({ uncertainty: { distribution: "normal", sd } });
  const made = built([mill(gives("co2", 3, normal(1)), gives("co2", 5), takes("co2", 8, normal(2)))]);
  expect(rows(made)).toEqual([
    "matrix,row,col,distribution,p1,p2,p3,group,part",
    "B,0,0,normal,-8,2,,mill#co2#3,-8",
    "B,0,0,normal,3,1,,mill#co2#1,3",
  ]);
  expect(entries(made, "B.mtx")).toEqual({ "co2 in mill": 0 });
  expect(made.report.duplicates).toBe(1);
});

test("an amount of 0 that might be another is kept with its spread; one that is 0 for sure is no entry", () => {
  const made = built([
    mine,
    mill(
      gives("co2", 0, { uncertainty: { distribution: "triangular", min: 0, mode: 0, max: 2 } }),
      takes("coal", 0, { uncertainty: { distribution: "normal", sd: 1 } }),
      takes("land", 0),
    ),
  ]);
  expect(rows(made).slice(1)).toEqual(["A,0,0,normal,0,1,,", "B,0,0,triangular,0,0,2,"]);
  expect(entries(made, "A.mtx")).toMatchObject({ "coal in mill": 0 });
  expect(entries(made, "B.mtx")).toEqual({ "co2 in mill": 0 });
});

test("shares of both signs share a draw only where it moves every column its own way: of a lognormal", () => {
  const allocation = { method: "shares", shares: { steel: 1.25, slag: -0.25 } };
  const emits = (uncertainty: Doc) =>
    built([process("mill", [makes("steel"), makes("slag"), gives("co2", 4, { uncertainty })], { allocation })]);
  const lognormal = emits({ distribution: "lognormal", geometricSd: 1.1 });
  expect(rows(lognormal)).toHaveLength(3);
  const normal = emits({ distribution: "normal", sd: 1 });
  expect(rows(normal)).toHaveLength(1);
  expect(normal.report.findings).toMatchObject([{ rule: "split-by-file" }, { rule: "uncertainty", id: "mill#co2" }]);
  for (const made of [lognormal, normal])
    expect(entries(made, "B.mtx")).toEqual({ "co2 in mill/steel": 5, "co2 in mill/slag": -1 });
});

test("what is left out makes a result a lower bound, a credit that is left out an upper one", () => {
  const made = built([mill(takes("coal", 1), takes("power", -1), gives("heat", 1, { avoided: true }))]);
  expect(made.report.cases.map(({ flowId, message }) => [flowId, /(lower|upper) bounds/.exec(message)?.[1]])).toEqual([
    ["coal", "lower"],
    ["heat", "upper"],
    ["power", "upper"],
  ]);
  expect(made.files.get("processes.csv")?.split("\n").slice(0, 2)).toEqual([
    "index,id,name,unit,location,stage,left_out,credits_left_out,unknown_for",
    "0,mill,mill,kg,,,3,2,",
  ]);
});

test("by the rule of the same place, each of many demands finds the one supplier at its own", () => {
  const many = Array.from({ length: 300 }, (_, i) => `place ${i}`);
  const processes = many.flatMap((location) => [
    process(`grid at ${location}`, [makes("power"), gives("co2", 1)], { location }),
    process(`mill at ${location}`, [makes("steel"), takes("power", 1)], { location }),
  ]);
  const made = built(processes, { sameLocation: true });
  expect(made.report.counts).toMatchObject({ linked: 1200, ambiguous: 0 });
  expect(entries(made, "A.mtx")["power/grid at place 17 in mill at place 17"]).toBe(-1);
  const open = built(processes);
  expect(open.report.counts).toMatchObject({ linked: 900, ambiguous: 300 });
  expect(open.report.cases[0]?.candidates).toHaveLength(300);
});

test("a pedigree becomes a lognormal: basic variance 0.0006 and scores 1 2 3 4 5 of ecoinvent 3", () => {
  const pedigree = (more: Doc) => ({
    uncertainty: {
      distribution: "pedigree",
      scores: [1, 2, 3, 4, 5],
      basicVariance: 0.0006,
      set: "ecoinvent-3",
      ...more,
    },
  });
  const [, row] = rows(built([mill(gives("co2", 2, pedigree({})))]));
  // 0.0006 + 0 + 0.0001 + 0.002 + 0.0006 + 0.12
  expect(row).toBe(`B,0,0,lognormal,2,${Number(Math.exp(Math.sqrt(0.1233)).toPrecision(12))},,`);
  for (const more of [{ scores: [1, 2, 3, 4, 6] }, { set: "none" }, { basicVariance: -1 }]) {
    const made = built([mill(gives("co2", 2, pedigree(more)))]);
    expect([rules(made), rows(made).length]).toEqual([["uncertainty"], 1]);
  }
});

test.each([
  { distribution: "lognormal", geometricSd: 0.9 },
  { distribution: "lognormal", geometricSd: "nothing" },
  { distribution: "normal", sd: -1 },
  { distribution: "triangular", min: 3, mode: 2, max: 4 },
  { distribution: "uniform", min: 3, max: 4 },
])(
  "uncertainty that fits neither its kind nor the amount is listed, and the exchange kept static: %j",
  (uncertainty) => {
    const made = built([mill(gives("co2", 2, { uncertainty }))]);
    expect(entries(made, "B.mtx")).toEqual({ "co2 in mill": 2 });
    expect(rules(made)).toEqual(["uncertainty"]);
    expect(made.report.system.uncertain).toBe(0);
  },
);

const table = readFileSync(new URL("../../../../factors/tables/gwp100.csv", import.meta.url), "utf8");
const release = releaseOf([{ name: "gwp100.csv", text: table }]);
if (release.kind !== "accept") throw new Error(release.evidence);
const characterise = { gwp: ["AR6"], release: release.value };

test("warming potentials stand beside the document's own methods: methane by its name, and a published total is known by that row alone", () => {
  const ch4 = {
    id: "ch4",
    name: "Methane, fossil",
    kind: "elementary",
    unit: "g",
    direction: "emission",
    compartment: "air",
  };
  const supplier = process("supplier", [makes("coal")], { impacts: { "GWP100-AR6": 2 } });
  const made = built(
    [supplier, process("mill", [makes("steel"), { ...gives("ch4", 5), unit: "kg" }, gives("co2", 1)])],
    { flows: [...flows, ch4], methods },
    { characterise },
  );
  const factors = entries(made, "C.mtx");
  expect(factors).toMatchObject({ "GWP100-AR6 in co2": 1, "GWP100-AR6-fossil in co2": 1, "gwp in co2": 1 });
  expect(factors["GWP100-AR6 in ch4"]).toBeCloseTo(0.0298, 12); // 29.8 a kg, and the flow is in g
  expect(factors).toMatchObject({ "GWP100-AR6 in published result: GWP100-AR6": 1 });
  const supplied = (made.files.get("processes.csv") ?? "").split("\n").find((line) => line.includes("supplier"));
  expect(supplied).toContain(",gwp;water;GWP100-AR6-including-biogenic-CO2;");
});

test("methods asked for that are not known, or that the document has itself, are refused", () => {
  const asked = (rest: Doc, gwp: readonly string[]) => answer([mine], rest, { characterise: { ...characterise, gwp } });
  expect(asked({}, ["AR9"])).toMatchObject({ reason: "unknown-gwp-set" });
  const own = { methods: [{ id: "GWP100-AR6", unit: "kg CO2e", factors: [] }] };
  expect(asked(own, ["AR6"])).toMatchObject({ reason: "method-twice" });
  const water = answer([mine], {}, { characterise: { ...characterise, gwp: [], water: ["aware"] } });
  expect(water).toMatchObject({ reason: "factor-missing" });
});

test("water has the factor of the place of its exchange, else of its process, the world's where none is stated, and else none; this is said", () => {
  const text = readFileSync(new URL("../../../../factors/tables/water-scarcity.csv", import.meta.url), "utf8");
  const table = releaseOf([{ name: "water-scarcity.csv", text }]);
  if (table.kind !== "accept") throw new Error(table.evidence);
  const water = (id: string, role: string): Doc => ({ id, kind: "elementary", unit: "m3", water: role });
  const river = { ...water("river", "withdrawal"), direction: "resource" };
  const steam = { ...water("steam", "lost"), direction: "emission" };
  const m3 = (one: Doc, rest: Doc = {}): Doc => ({ ...one, unit: "m3", ...rest });
  const made = built(
    [
      process("mill", [makes("steel"), m3(takes("river", 2)), m3(takes("river", 1), { location: "ZZ" })], {
        location: "CN",
      }),
      process("pit", [makes("coal"), m3(takes("river", 4), { location: "CN" })], { location: "XX" }),
      process("works", [makes("power"), m3(takes("river", 5))]),
      process("dry", [makes("slag"), m3(gives("steam", 5))], { location: "YY" }),
    ],
    { flows: [...flows, river, steam] },
    { characterise: { water: ["aware"], release: table.value } },
  );
  expect(entries(made, "B.mtx")).toMatchObject({ "river@CN in mill": 2, "river@ZZ in mill": 1, "river@CN in pit": 4 });
  expect(made.report.methods).toMatchObject([{ unknownFlows: ["river@ZZ"], unknownProcesses: ["mill"] }]);
  expect(entries(made, "C.mtx")).toEqual({
    "AWARE2.0 in river": 39.5,
    "AWARE2.0 in river@CN": 22.3,
    "AWARE2.0 in steam": 0,
  });
  expect(made.report.findings.map(({ rule, id }) => [rule, id])).toEqual([
    ["water-default-place", ""],
    ["water-place-unknown", "ZZ"],
  ]);
});

test("a gas is what the flow says, else what its name and compartment tell with its direction", () => {
  const natural = (rest: Doc): Doc => ({ kind: "elementary", unit: "kg", compartment: "air", ...rest });
  const others = [
    natural({ id: "burnt", name: "Carbon dioxide, biogenic", direction: "emission" }),
    natural({ id: "grown", name: "Carbon dioxide", direction: "resource" }),
    natural({ id: "sf6", name: "a name that says nothing", gas: "SF6", direction: "emission" }),
    natural({ id: "river", name: "Water", water: "withdrawal", direction: "resource", compartment: "water" }),
    natural({ id: "dust", direction: "emission" }),
  ];
  const used = others.map((one) => (one["direction"] === "emission" ? gives : takes)(one["id"] as string, 1));
  const made = built([mill(...used)], { flows: [...flows, ...others] });
  const lines = (made.files.get("flows.csv") ?? "").split("\n").slice(1, -1);
  expect(lines.map((line) => line.split(",").slice(-5).join(","))).toEqual([
    "CO2,biogenic,emission,,emission/air",
    ",,,,emission/air",
    "CO2,biogenic,uptake,,resource/air",
    ",,,withdrawal,resource/water",
    "SF6,unspecified,emission,,emission/air",
  ]);
});
