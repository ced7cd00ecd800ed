import { readFileSync } from "node:fs";
import { releaseOf } from "@celadon/factors";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { type Imported, importOpenLca } from "../index.ts";
import {
  base,
  type Doc,
  doc,
  entries,
  exchange,
  flow,
  imported,
  input,
  makes,
  process,
  reasons,
  ref,
  rules,
  steelWith,
  zip,
} from "./archive-in-test.ts";

test("an amount is converted once: x u / p, by the unit and by the flow's property", () => {
  const power = process("P", [makes("power", 1)]);
  const coal = process("C", [makes("coal", 1)]);
  const steel = process("S", [
    makes("steel", 2, { unit: ref("t") }),
    input("power", 10, { unit: ref("kWh") }), // 36 MJ
    input("coal", 10, { unit: ref("kWh"), flowProperty: ref("energy") }), // 36 MJ at 20 MJ/kg: 1.8 kg
  ]);
  const { files } = imported([power, coal, steel]);
  expect(files.get("A.mtx")).toBe(
    "%%MatrixMarket matrix coordinate real general\n3 3 5\n1 1 1\n2 2 1\n1 3 -1.8\n2 3 -36\n3 3 2000\n",
  );
  expect(files.get("products.csv")).toBe(
    "index,id,name,unit,location\n0,coal,coal,kg,\n1,power,power,MJ,\n2,steel,steel,kg,\n",
  );
});

test.each([
  ["unknown-unit", { unit: ref("stone") }],
  ["unit-outside-group", { unit: ref("kWh") }],
  ["property-not-on-flow", { flowProperty: ref("energy"), unit: ref("MJ") }],
  ["factor-zero", { unit: ref("bad") }],
  ["unknown-flow", { flow: ref("nothing") }],
])("%s refuses the exchange and is never taken for 1", (reason, rest) => {
  const made = steelWith(exchange("co2", 5, rest));
  expect(reasons(made)).toEqual([`refused ${reason}`]);
  expect(entries(made, "B.mtx")).toEqual([]);
});

test("a unit found by its name after blanks were evened out is listed", () => {
  const made = steelWith(exchange("co2", 5, { unit: { name: "t " } }));
  expect(entries(made, "B.mtx")).toEqual(["0 0 5000"]);
  expect(rules(made)).toEqual(["name-evened"]);
});

test("nobody supplies it: cut off, listed with amount and unit", () => {
  const made = steelWith(input("coal", 3));
  expect(made.report.cases).toMatchObject([
    { class: "cutOff", processId: "S", flowId: "coal", amount: 3, unit: "kg", reason: "no-supplier" },
  ]);
  expect(entries(made, "A.mtx")).toEqual(["0 0 1"]);
});

test("one supplier is taken and counted apart; several are not guessed, but given, at the same place, or the default", () => {
  const one = process("C1", [makes("coal", 1)], { location: ref("cn") });
  const two = process("C2", [makes("coal", 1)]);
  const steel = process("S", [makes("steel", 1), input("coal", 3)], { location: ref("cn") });
  expect(reasons(imported([one, steel]))).toEqual(["linkedBySoleSupplier sole-supplier"]);
  const several = imported([one, two, steel]);
  expect(several.report.cases).toMatchObject([{ class: "ambiguous", candidates: ["C1", "C2"] }]);
  expect(several.files.get("products.csv")).toContain("coal/C1");
  for (const options of [{ sameLocation: true }, { providers: { coal: "C1" } }]) {
    const made = imported([one, two, steel], options);
    expect(reasons(made)).toEqual([]);
    expect(rules(made)).toEqual(["linked-by-rule"]);
    expect(entries(made, "A.mtx")).toContain("0 2 -3");
  }
  const stated = process("S", [makes("steel", 1), input("coal", 3, { defaultProvider: ref("C2") })]);
  expect(entries(imported([one, two, stated]), "A.mtx")).toContain("1 2 -3");
});

test("a default provider that is absent or supplies something else is said, and then it is missing or ambiguous", () => {
  const steel = process("S", [makes("steel", 1), input("coal", 3, { defaultProvider: ref("S") })]);
  const made = imported([steel]);
  expect(reasons(made)).toEqual(["cutOff no-supplier"]);
  expect(rules(made)).toEqual(["provider-unusable"]);
});

test("waste handed on and treated is positive where it is supplied, negative where it is demanded", () => {
  const treatment = process("T", [input("rubble", 1, { isQuantitativeReference: true }), exchange("co2", 0.8)]);
  const made = imported([process("S", [makes("steel", 1), exchange("rubble", 0.25)]), treatment]);
  expect(entries(made, "A.mtx").toSorted()).toEqual(["0 0 -0.25", "0 1 1", "1 0 1"]);
});

test("a reference below 0 is kept as other tools write treatments, and is said", () => {
  const treatment = process("T", [makes("slag", -1), exchange("co2", 0.8)]);
  const made = imported([treatment, process("S", [makes("steel", 1), input("slag", -0.25)])]);
  expect(rules(made)).toEqual(["negative-reference"]);
  expect(entries(made, "A.mtx").toSorted()).toEqual(["0 0 0.25", "0 1 -1", "1 0 1"]);
});

test("an avoided product is a credit on the output side; on the other it contradicts itself until a person says how to read it", () => {
  const coal = process("C", [makes("coal", 1)]);
  const asOutput = imported([
    coal,
    process("S", [makes("steel", 1), exchange("coal", 0.3, { isAvoidedProduct: true })]),
  ]);
  expect(entries(asOutput, "A.mtx")).toContain("0 1 0.3");
  const steel = process("S", [makes("steel", 1), input("coal", 0.3, { avoidedProduct: true })]);
  expect(reasons(imported([coal, steel]))).toEqual(["refused contradictory"]);
  const read = imported([coal, steel], { avoidedOnDemandSide: "credit" });
  expect(entries(read, "A.mtx")).toContain("0 1 0.3");
  expect(reasons(steelWith(exchange("co2", 1, { isAvoidedProduct: true })))).toEqual(["refused contradictory"]);
});

const factor = (product: string, value: number, rest: Doc = {}): Doc => ({
  allocationType: "PHYSICAL_ALLOCATION",
  product: ref(product),
  value,
  ...rest,
});
const twoProducts = (factors: readonly Doc[], rest: Doc = {}): Doc =>
  process(
    "S",
    [
      makes("steel", 10, { internalId: 1 }),
      exchange("slag", 4, { internalId: 2 }),
      exchange("co2", 5, { internalId: 3 }),
    ],
    { defaultAllocationMethod: "PHYSICAL_ALLOCATION", allocationFactors: factors, ...rest },
  );

test("co-products become a column each, which keeps its product and takes its share of the rest", () => {
  const made = imported([twoProducts([factor("steel", 0.75), factor("slag", 0.25)])]);
  expect(made.files.get("processes.csv")).toBe(
    "index,id,name,unit,location,stage,left_out,unknown_for\n0,S/slag,S,kg,,,0,\n1,S/steel,S,kg,,,0,\n",
  );
  expect(entries(made, "A.mtx")).toEqual(["0 0 4", "1 1 10"]);
  expect(entries(made, "B.mtx")).toEqual(["0 0 1.25", "0 1 3.75"]);
});

test.each([
  ["no allocation method", twoProducts([factor("steel", 1)], { defaultAllocationMethod: undefined })],
  ["no causal factors", twoProducts([], { defaultAllocationMethod: "CAUSAL_ALLOCATION" })],
  ['no physical factor of "slag"', twoProducts([factor("steel", 1)])],
  ["sum to 0.9", twoProducts([factor("steel", 0.5), factor("slag", 0.4)])],
])("several references and %s: the process is refused, never split in equal parts", (sentence, doc) => {
  const { report } = imported([doc]);
  expect(report.refusedProcesses).toMatchObject([{ rule: "allocation", id: "S" }]);
  expect(report.refusedProcesses[0]?.message).toContain(sentence);
  expect(report.counts.refused).toBe(3);
});

test("causal factors are kept exchange by exchange, formulas among them, and a person's method goes before the default", () => {
  const causal = (product: string, rest: Doc): Doc => ({
    allocationType: "CAUSAL_ALLOCATION",
    product: ref(product),
    exchange: { internalId: 3, flow: ref("co2") },
    ...rest,
  });
  const factors = [causal("steel", { formula: "3 / 5" }), causal("slag", { value: 0.4 })];
  const doc = twoProducts(factors, { defaultAllocationMethod: "ECONOMIC_ALLOCATION" });
  expect(imported([doc]).report.counts.refused).toBe(3);
  expect(entries(imported([doc], { allocation: { S: "causal" } }), "B.mtx")).toEqual(["0 0 2", "0 1 3"]);
});

test("formulas see local parameters before global ones, and what is stored beside them is compared", () => {
  const parameter = (name: string, rest: Doc): Doc => doc("Parameter", name, { name, ...rest });
  const made = imported([
    parameter("x", { value: 2, isInputParameter: true }),
    parameter("y", { formula: "x * 10" }), // global: sees the global x
    process("S", [makes("steel", 1), exchange("co2", 23, { amountFormula: "Y + if(x > 2; x; 0)" })], {
      parameters: [{ name: "x", value: 3, isInputParameter: true }],
    }),
    process("T", [makes("slag", 1), exchange("co2", 7, { amountFormula: "x" })]),
  ]);
  expect(entries(made, "B.mtx")).toEqual(["0 0 23", "0 1 2"]);
  expect(rules(made)).toEqual(["stored-differs-from-formula"]);
});

test.each([
  ["a cycle names its members", "a", "a -> b -> a"],
  ["an unknown name", "nothing + 1", '"nothing" is no parameter'],
  ["a division by zero", "1 / 0", "no finite value"],
  ["an assignment", "a = 1", "not allowed"],
  ["log, which may be of base 10 or e", "log(2)", 'function "log"'],
  ["a member", "import.meta", "Formula"],
])("a formula that has no value is refused: %s", (_, amountFormula, sentence) => {
  const parameters = [
    { name: "a", formula: "b" },
    { name: "b", formula: "a" },
  ];
  const made = imported([process("S", [makes("steel", 1), exchange("co2", 1, { amountFormula })], { parameters })]);
  expect(made.report.cases).toMatchObject([{ class: "refused", reason: "formula" }]);
  expect(made.report.cases[0]?.message).toContain(sentence);
});

test.each([
  ["no-reference", [exchange("steel", 1)]],
  ["reference-zero", [makes("steel", 0)]],
  ["reference-not-supplied", [makes("co2", 1)]],
  ["reference-not-supplied", [makes("steel", 1, { isInput: true })]],
  ["reference-refused", [makes("steel", 1, { unit: ref("stone") })]],
])("%s refuses the process with all its exchanges", (rule, exchanges) => {
  const made = imported([process("S", exchanges)]);
  expect(made.report.refusedProcesses).toMatchObject([{ rule, id: "S" }]);
  expect(made.report.counts.refused).toBe(1);
  expect(made.report.processes).toEqual({ read: 1, accepted: 0, refused: 1 });
});

const uncertain = (distributionType: string, rest: Doc): Doc => ({ uncertainty: { distributionType, ...rest } });

test("uncertainty is carried in the sign and unit of its entry", () => {
  const lognormal = uncertain("LOG_NORMAL_DISTRIBUTION", { geomMean: 2, geomSd: 1.5 });
  const triangle = uncertain("TRIANGLE_DISTRIBUTION", { minimum: 1, mode: 2, maximum: 4 });
  const made = imported([
    process("C", [makes("coal", 1)]),
    process("S", [makes("steel", 1), input("coal", 2, { ...triangle, unit: ref("t") }), exchange("co2", 2, lognormal)]),
  ]);
  expect(made.files.get("uncertainty.csv")).toBe(
    "matrix,row,col,distribution,p1,p2,p3,group\nA,0,1,triangular,-4000,-2000,-1000,\nB,0,1,lognormal,2,1.5,,\n",
  );
});

test.each([
  uncertain("LOG_NORMAL_DISTRIBUTION", { geomMean: 2, geomSd: 0.9 }),
  uncertain("LOG_NORMAL_DISTRIBUTION", { geomMean: 3, geomSd: 1.5 }),
  uncertain("NORMAL_DISTRIBUTION", { mean: 2, sd: -1 }),
  uncertain("NORMAL_DISTRIBUTION", { mean: 5, sd: 1 }),
  uncertain("TRIANGLE_DISTRIBUTION", { minimum: 3, mode: 2, maximum: 4 }),
  uncertain("UNIFORM_DISTRIBUTION", { minimum: 3, maximum: 4 }),
  uncertain("GAMMA", {}),
])("uncertainty that contradicts itself or the amount is listed, and the exchange kept static: %j", (rest) => {
  const made = steelWith(exchange("co2", 2, rest));
  expect(entries(made, "B.mtx")).toEqual(["0 0 2"]);
  expect(rules(made)).toEqual(["uncertainty"]);
  expect(made.report.system.uncertain).toBe(0);
});

test("exchanges of one flow are counted as duplicates and summed; the uncertain ones are drawn as parts of the sum", () => {
  const spread = uncertain("NORMAL_DISTRIBUTION", { mean: 2, sd: 1 });
  const made = steelWith(exchange("co2", 2, spread), exchange("co2", 3));
  expect(entries(made, "B.mtx")).toEqual(["0 0 5"]);
  expect(made.report.duplicates).toBe(1);
  const [, row] = (made.files.get("uncertainty.csv") ?? "").split("\n");
  expect(row).toMatch(/^B,0,0,normal,2,1,,S#\d+,2$/);
});

test("a product that a process makes and takes nets to the difference", () => {
  expect(entries(steelWith(input("steel", 0.25)), "A.mtx")).toEqual(["0 0 0.75"]);
});

test("characterisation factors convert inversely, at the place where there is one of its own", () => {
  const one = { flow: ref("co2"), flowProperty: ref("mass"), unit: ref("t") };
  const method = doc("ImpactCategory", "warming", {
    refUnit: "kg CO2e",
    impactFactors: [
      { ...one, value: 1000 }, // per t: 1 per kg
      { ...one, value: 3000, location: ref("cn") },
      { ...one, value: 1, unit: ref("stone") },
    ],
  });
  const made = imported([
    method,
    process("S", [makes("steel", 1), exchange("co2", 2), exchange("ch4", 7)], { location: ref("cn") }),
    process("T", [makes("slag", 1), exchange("co2", 2)]),
  ]);
  expect(made.files.get("flows.csv")).toContain(
    "1,co2,Carbon dioxide,kg,,CO2,unspecified,emission,,elementary flows/emission to air/unspecified\n" +
      "2,co2@cn,Carbon dioxide,kg,CN,CO2,unspecified,emission,,elementary flows/emission to air/unspecified\n",
  );
  expect(entries(made, "C.mtx")).toEqual(["0 1 1", "0 2 3"]);
  expect(made.report.methods).toMatchObject([
    { factorsRead: 3, factorsUsed: 2, factorsRefused: 1, defaultUsed: 1, flowsWithoutFactor: 1 },
  ]);
  expect(made.report.methods[0]?.largestWithoutFactor).toEqual([{ flowId: "ch4", amount: 7, unit: "kg" }]);
});

const text = readFileSync(new URL("../../../../factors/tables/gwp100.csv", import.meta.url), "utf8");
const read = releaseOf([{ name: "gwp100.csv", text }]);
if (read.kind !== "accept") throw new Error(read.evidence);
const release = read.value;

test("a GWP set characterises an archive without methods: methane by its origin, plain CO2 as fossil, said so", () => {
  const docs = [process("S", [makes("steel", 1), exchange("co2", 2), exchange("ch4", 1), input("ore", 4)])];
  const made = imported(docs, { characterise: { gwp: ["AR6"], release } });
  // Rows: total without and with biogenic CO2, fossil; all others of the group are 0. Columns: methane, CO2; ore has no factor.
  const nonZero = (one: Imported) => entries(one, "C.mtx").filter((line) => !line.endsWith(" 0"));
  expect(entries(made, "C.mtx")).toHaveLength(12 * 2);
  expect(nonZero(made)).toEqual(["0 0 29.8", "1 0 29.8", "2 0 29.8", "0 1 1", "1 1 1", "2 1 1"]);
  expect(made.report.findings).toContainEqual({
    rule: "gwp-assumed",
    id: "co2",
    message: 'Flow "co2": CO2 without a qualifier counts as fossil.',
  });
  const old = imported(docs, { characterise: { gwp: ["AR4"], release } });
  expect(nonZero(old)).toEqual(["0 0 25", "1 0 25", "2 0 25", "0 1 1", "1 1 1", "2 1 1"]);
  expect(rules(old)).toContain("gwp-fallback");
});

const waterTable = readFileSync(new URL("../../../../factors/tables/water-scarcity.csv", import.meta.url), "utf8");
const withWater = releaseOf([
  { name: "gwp100.csv", text },
  { name: "water-scarcity.csv", text: waterTable },
]);
if (withWater.kind !== "accept") throw new Error(withWater.evidence);

test("water counts at the place of its process by AWARE: 22.3 in China, the world's elsewhere, and this is said", () => {
  const asked = { characterise: { gwp: ["AR5", "AR6"], water: ["aware"], release: withWater.value } };
  const river = flow("river", "ELEMENTARY", { name: "Water, river", category: "Elementary flows/Resource/in water" });
  const made = imported(
    [
      river,
      flow("back", "ELEMENTARY", { name: "Water", category: "Elementary flows/Emission to water/surface water" }),
      process("S", [makes("steel", 1), input("river", 3000), exchange("back", 1000)], { location: ref("cn") }),
      process("T", [makes("slag", 1), input("river", 5)]),
    ],
    asked,
  );
  expect((made.files.get("flows.csv") ?? "").split("\n").slice(1, 4)).toEqual([
    "0,back@cn,Water,kg,CN,,,,return,elementary flows/emission to water/surface water",
    '1,river,"Water, river",kg,,,,,withdrawal,elementary flows/resource/in water',
    '2,river@cn,"Water, river",kg,CN,,,,withdrawal,elementary flows/resource/in water',
  ]);
  expect(made.report.methods.map(({ id }) => id)).toHaveLength(25);
  // Row 24 is AWARE2.0; flows are in kg: 39.5 and 22.3 m3 world-eq per m3, so a thousandth per kg.
  expect(entries(made, "C.mtx")).toEqual(["24 0 -0.0223", "24 1 0.0395", "24 2 0.0223"]);
  expect(made.report.findings).toContainEqual({
    rule: "water-default-place",
    id: "",
    message:
      "Of the processes with water 1 are at no stated place for which AWARE2.0 has no factor: the world's counts.",
  });
});

test("methods of the archive count before those asked for, and this is said for each", () => {
  const method = doc("ImpactCategory", "warming", { refUnit: "kg CO2e", impactFactors: [] });
  const asked = { gwp: ["AR6"], water: ["aware"], release: withWater.value };
  const made = imported([method, process("S", [makes("steel", 1), exchange("co2", 2)])], { characterise: asked });
  expect(made.report.methods.map(({ id }) => id)).toEqual(["warming"]);
  expect(rules(made).filter((rule) => rule === "method-not-used")).toHaveLength(2);
});

test("any order of files and exchanges makes the same files", () => {
  const exchanges = [makes("steel", 1), input("coal", 0.1), input("coal", 0.2), input("coal", 0.3), exchange("co2", 2)];
  const docs = [process("S", exchanges), process("C", [makes("coal", 1)])];
  const turned = [process("C", docs[1]?.["exchanges"] as Doc[]), process("S", exchanges.toReversed())];
  expect(imported(turned)).toEqual(imported(docs));
});

test("bad documents are listed by path and the others read; what is no archive, or an unknown set, is refused", () => {
  const bytes = zipSync({ "flows/a.json": strToU8("{"), "flows/b.json": strToU8("{}"), "context.json": strToU8("[]") });
  const outcome = importOpenLca(bytes);
  expect(outcome.kind === "accept" && outcome.value.report.findings.slice(0, 2).map(({ id }) => id)).toEqual([
    "flows/a.json",
    "flows/b.json",
  ]);
  const odd = imported([doc("Process", "S", { exchanges: [null, 3, {}] })]);
  expect([odd.report.exchangesRead, odd.report.counts.refused]).toEqual([3, 3]);
  expect(importOpenLca(strToU8("no zip"))).toMatchObject({ kind: "reject", reason: "no-archive" });
  expect(importOpenLca(bytes, { characterise: { gwp: ["AR9"], release } })).toMatchObject({
    kind: "reject",
    reason: "unknown-gwp-set",
  });
  expect(importOpenLca(bytes, { characterise: { water: ["awere"], release } })).toMatchObject({
    kind: "reject",
    reason: "unknown-water-method",
  });
  expect(importOpenLca(bytes, { characterise: { water: ["aware"], release } })).toMatchObject({
    kind: "reject",
    reason: "factor-missing",
  });
});

test("one changed byte of an archive, or a piece of it, is an outcome and never a throw", () => {
  const bytes = zip([...base, process("S", [makes("steel", 1), exchange("co2", 2)])]);
  for (let at = 0; at < bytes.length; at += 7) {
    const changed = bytes.slice();
    changed[at] = (changed[at] as number) ^ 255;
    expect(["accept", "reject"]).toContain(importOpenLca(changed).kind);
    expect(["accept", "reject"]).toContain(importOpenLca(bytes.slice(0, at)).kind);
  }
});

test("what follows from an uncertain parameter is a formula over it; an uncertainty that does not fit is left out and listed", () => {
  const drawnAs = (mean: number) => uncertain("NORMAL_DISTRIBUTION", { mean, sd: 0.1 });
  const parameters = [
    { name: "a", value: 1, isInputParameter: true, ...drawnAs(1) },
    { name: "b", value: 1, isInputParameter: true, ...drawnAs(2) },
    { name: "c", formula: "a + b", isInputParameter: false },
  ];
  const co2 = exchange("co2", 2, { internalId: 9, amountFormula: "c" });
  const ch4 = exchange("ch4", 3, { internalId: 8, amountFormula: "3 * b" });
  const made = imported([process("S", [makes("steel", 1), co2, ch4], { parameters })]);
  expect(made.report.findings.filter(({ id }) => id !== "archive").map(({ rule, id }) => `${rule} ${id}`)).toEqual([
    "uncertainty S/b",
  ]);
  expect((made.files.get("uncertainty.csv") ?? "").trim().split("\n").slice(1)).toEqual([
    "B,1,0,formula,$S/c,,,",
    "P,S/a,1,normal,1,0.1,,",
    "P,S/c,,formula,$S/a 1 +,,,",
  ]);
});

test("a place without a code is listed", () => {
  const elsewhere = exchange("co2", 1, { internalId: 9, location: ref("elsewhere") });
  const made = imported([process("S", [makes("steel", 1), elsewhere], { location: ref("nowhere") })]);
  expect(made.report.findings.filter(({ id }) => id !== "archive").map(({ rule, id }) => `${rule} ${id}`)).toEqual([
    "unknown-location S",
    "unknown-location S#9",
  ]);
});
