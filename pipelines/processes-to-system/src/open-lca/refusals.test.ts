import { readFileSync } from "node:fs";
import { releaseOf } from "@celadon/factors";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import {
  air,
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
} from "./archive-in-test.ts";
import { importOpenLca } from "./import-open-lca.ts";

// A test for each refusal and finding that import-open-lca.test.ts does not meet on its way.

const messages = (made: ReturnType<typeof imported>, rule: string): readonly string[] =>
  made.report.findings.filter((one) => one.rule === rule).map(({ id, message }) => `${id}: ${message}`);

test("an archive that says it unpacks to 4 GB is refused before it is unpacked", () => {
  const bytes = zipSync({ "flows/a.json": strToU8("{}") });
  const entry = [0x50, 0x4b, 1, 2]; // how the entry of a file begins in the directory of a zip
  const at = bytes.findIndex((_, i) => entry.every((byte, step) => bytes[i + step] === byte));
  bytes.set([255, 255, 255, 254], at + 24); // the size of its one file, little-endian
  expect(importOpenLca(bytes)).toMatchObject({ kind: "reject", reason: "too-large" });
});

test("two references are as bad as none", () => {
  const { report } = imported([process("S", [makes("steel", 1), makes("slag", 1)])]);
  expect(report.refusedProcesses).toMatchObject([{ rule: "no-reference", id: "S" }]);
  expect(report.refusedProcesses[0]?.message).toContain("2 exchanges");
});

test("a co-product that cannot be read would shift the burden of the others: the process is refused", () => {
  const { report } = imported([process("S", [makes("steel", 1), exchange("slag", 1, { unit: ref("stone") })])]);
  expect(report.refusedProcesses).toMatchObject([{ rule: "reference-refused", id: "S" }]);
  expect(report.refusedProcesses[0]?.message).toContain('Co-product "slag"');
  expect(report.cases.map(({ reason }) => reason)).toEqual(["process-refused", "process-refused"]);
});

const physical = (product: string, rest: Doc): Doc => ({
  allocationType: "PHYSICAL_ALLOCATION",
  product: ref(product),
  ...rest,
});
test.each<readonly [string, readonly Doc[]]>([
  [
    '2 physical factors of "slag"',
    [physical("steel", { value: 0.5 }), physical("slag", { value: 0.5 }), physical("slag", { value: 0.5 })],
  ],
  ["An allocation factor has no value", [physical("steel", { value: 1 }), physical("slag", {})]],
  ['"nothing" is no parameter', [physical("steel", { value: 1 }), physical("slag", { formula: "nothing" })]],
])("a factor of allocation that cannot be taken refuses the process: %s", (sentence, allocationFactors) => {
  const rest = { defaultAllocationMethod: "PHYSICAL_ALLOCATION", allocationFactors };
  const { report } = imported([process("S", [makes("steel", 1), exchange("slag", 1)], rest)]);
  expect(report.refusedProcesses).toMatchObject([{ rule: "allocation", id: "S" }]);
  expect(report.refusedProcesses[0]?.message).toContain(sentence);
});

test("an amount that is missing, or a text that looks like one, is unknown and not 0", () => {
  expect(reasons(steelWith(exchange("co2", undefined)))).toEqual(["refused no-amount"]);
  expect(reasons(steelWith(exchange("co2", 5, { amount: "5" })))).toEqual(["refused no-amount"]);
});

test("a reference that is avoided contradicts itself", () => {
  const { report } = imported([process("S", [makes("steel", 1, { isAvoidedProduct: true })])]);
  expect(report.refusedProcesses).toMatchObject([{ rule: "reference-refused" }]);
  expect(report.refusedProcesses[0]?.message).toContain("The reference of a process is avoided.");
});

test("an avoided waste on the side of the outputs is refused, with the reading that would be accepted", () => {
  const made = steelWith(exchange("rubble", 1, { isAvoidedProduct: true }));
  expect(reasons(made)).toEqual(["refused contradictory"]);
  expect(made.report.cases[0]?.message).toContain("Accepted: an avoided waste as input");
});

const property = (id: string, conversionFactor: number | undefined, rest: Doc = {}): Doc => ({
  flowProperty: ref(id),
  conversionFactor,
  ...rest,
});
const odd = (...flowProperties: readonly Doc[]): Doc => flow("odd", "ELEMENTARY", { ...air, flowProperties });
const reference = { isRefFlowProperty: true };
const nowhere = { unitGroup: ref("nowhere") };
const unmarked = doc("UnitGroup", "unmarked", { units: [{ "@id": "l", name: "l", conversionFactor: 1 }] });
test.each<readonly [string, string, readonly Doc[]]>([
  ["unknown-property", '"volume" is not in the archive', [odd(property("volume", 1, reference))]],
  ["unknown-property", "no reference flow property", [odd(property("mass", 1))]],
  ["unknown-unit-group", "names no unit group", [odd(property("volume", 1, reference)), doc("FlowProperty", "volume")]],
  [
    "unknown-unit-group",
    'unit group "nowhere", which is not in the archive',
    [odd(property("volume", 1, reference)), doc("FlowProperty", "volume", nowhere)],
  ],
  [
    "unknown-unit-group",
    "has no reference unit",
    [odd(property("volume", 1, reference)), doc("FlowProperty", "volume", { unitGroup: ref("unmarked") }), unmarked],
  ],
  ["factor-zero", 'Property "mass" of flow "odd" has no conversion factor', [odd(property("mass", 0, reference))]],
  [
    "factor-zero",
    'Property "mass" of flow "odd" has no conversion factor',
    [odd(property("mass", undefined, reference))],
  ],
  [
    "factor-zero",
    'Property "mass" of flow "odd" has no',
    [odd(property("energy", 1, reference), property("mass", -2))],
  ],
  ["reference-not-one", 'property "mass" of flow "odd"', [odd(property("mass", 2, reference))]],
  [
    "reference-not-one",
    'unit "dozen"',
    [
      odd(property("mass", 1), property("pieces", 1, reference)),
      doc("FlowProperty", "pieces", { unitGroup: ref("counts") }),
      doc("UnitGroup", "counts", { units: [{ "@id": "dozen", name: "dozen", conversionFactor: 12, isRefUnit: true }] }),
    ],
  ],
])("%s refuses the exchange: %s", (reason, sentence, docs) => {
  const made = imported([...docs, process("S", [makes("steel", 1), exchange("odd", 1)])]);
  expect(made.report.cases).toMatchObject([{ class: "refused", reason }]);
  expect(made.report.cases[0]?.message).toContain(sentence);
  expect(entries(made, "B.mtx")).toEqual([]);
});

test("a flow without a type has no role", () => {
  const made = imported([
    doc("Flow", "odd", { flowProperties: [property("mass", 1, reference)] }),
    process("S", [makes("steel", 1), exchange("odd", 1)]),
  ]);
  expect(reasons(made)).toEqual(["refused unknown-flow"]);
});

test.each([
  ["sqrt(1; 2)", 'function "sqrt" has 2 arguments'],
  ["max()", 'function "max" has 0 arguments'],
  ["'a'", "what is no number"],
  ["5!", "unknown operator"],
  ["1 +", "it cannot be read"],
  ["y", 'parameter "y" has no value'],
])("formula %s is refused: %s", (amountFormula, sentence) => {
  const parameters = [{ name: "y", isInputParameter: true }];
  const made = imported([process("S", [makes("steel", 1), exchange("co2", 1, { amountFormula })], { parameters })]);
  expect(made.report.cases).toMatchObject([{ class: "refused", reason: "formula" }]);
  expect(made.report.cases[0]?.message).toContain(sentence);
});

const spread = (distributionType: string, rest: Doc): Doc => ({ uncertainty: { distributionType, ...rest } });
test.each([
  ["lacks geomMean or geomSd", spread("LOG_NORMAL_DISTRIBUTION", { geomMean: 2 })],
  ["lacks mean or sd", spread("NORMAL_DISTRIBUTION", { mean: 2 })],
  ["lacks minimum, mode or maximum", spread("TRIANGLE_DISTRIBUTION", { minimum: 1, maximum: 3 })],
  ["outside of its range", spread("TRIANGLE_DISTRIBUTION", { minimum: 3, mode: 4, maximum: 5 })],
  ["lacks minimum or maximum", spread("UNIFORM_DISTRIBUTION", { minimum: 1 })],
  ["out of order", spread("UNIFORM_DISTRIBUTION", { minimum: 3, maximum: 1 })],
])("uncertainty that is not all there is listed: %s", (sentence, rest) => {
  const made = steelWith(exchange("co2", 2, rest));
  expect(messages(made, "uncertainty")).toEqual([expect.stringContaining(sentence)]);
  expect(entries(made, "B.mtx")).toEqual(["0 0 2"]);
});

test("a document that is there twice is listed, and the first counts", () => {
  const made = imported([process("S", [makes("steel", 1)]), process("S", [makes("steel", 2)])]);
  expect(messages(made, "document-refused")).toEqual([expect.stringContaining('Process "S" is there twice')]);
});

test("a cost without a currency is unknown", () => {
  expect(rules(steelWith(exchange("co2", 1, { costValue: 5 })))).toEqual(["unknown-currency"]);
});

test("an emission that is taken in counts against its own direction, and is said", () => {
  const made = steelWith(input("co2", 2), exchange("ore", 3));
  expect(rules(made)).toEqual(["against-direction", "against-direction"]);
  expect(entries(made, "B.mtx")).toEqual(["0 0 -2", "1 0 -3"]);
});

const text = readFileSync(new URL("../../../../factors/tables/gwp100.csv", import.meta.url), "utf8");
const release = releaseOf([{ name: "gwp100.csv", text }]);
const gwp = (set: string) => {
  if (release.kind !== "accept") throw new Error(release.evidence);
  return { characterise: { gwp: [set], release: release.value } };
};

test("a gas that is not counted in kg, or that the set does not know, is unknown to that set, and is said", () => {
  const inMj = flow("gas", "ELEMENTARY", {
    ...air,
    name: "Methane, fossil",
    flowProperties: [property("energy", 1, reference)],
  });
  const fumigant = flow("fumigant", "ELEMENTARY", { ...air, name: "Sulfuryl fluoride", cas: "2699-79-8" });
  const docs = [
    inMj,
    fumigant,
    process("S", [
      makes("steel", 1),
      exchange("gas", 1, { flowProperty: ref("energy"), unit: ref("MJ") }),
      exchange("fumigant", 1),
    ]),
  ];
  const made = imported(docs, gwp("AR4"));
  expect(rules(made).toSorted()).toEqual(["gwp-missing", "gwp-not-a-mass"]);
  expect(entries(made, "C.mtx").filter((line) => !line.endsWith(" 0"))).toEqual([]);
  const unknown = { unknownFlows: ["fumigant", "gas"], unknownProcesses: ["S"] };
  expect(made.report.methods.slice(0, 3)).toMatchObject([unknown, unknown, unknown]);
  expect(made.report.methods[3]).toMatchObject({ unknownFlows: [], unknownProcesses: [] });
  expect(entries(imported(docs, gwp("AR5")), "C.mtx").filter((line) => !line.endsWith(" 0"))).toEqual([
    "0 0 4090",
    "1 0 4090",
    "2 0 4090",
  ]);
});

const method = (...impactFactors: readonly Doc[]): Doc =>
  doc("ImpactCategory", "warming", { refUnit: "kg CO2e", impactFactors });
const perKg: Doc = { flow: ref("co2"), flowProperty: ref("mass"), unit: ref("kg"), value: 1 };

test("a GWP set is not used beside a method of the archive, and that is said", () => {
  const made = imported([method(perKg), process("S", [makes("steel", 1), exchange("co2", 2)])], gwp("AR6"));
  expect(rules(made)).toEqual(["method-not-used"]);
});

test.each([
  ["no value that can be read", { ...perKg, value: undefined }],
  ["no value that can be read", { ...perKg, formula: "nothing" }],
  ["Its location has no id", { ...perKg, location: { name: "somewhere" } }],
])("a characterisation factor is refused and never taken as it stands: %s", (sentence, one) => {
  const made = imported([method(one), process("S", [makes("steel", 1), exchange("co2", 2)])]);
  expect(messages(made, "factor-refused")).toEqual([expect.stringContaining(sentence)]);
  expect(entries(made, "C.mtx")).toEqual([]);
  expect(made.report.methods).toMatchObject([{ unknownFlows: ["co2"], unknownProcesses: ["S"] }]);
});

test("an internal id that stands twice names one exchange: the others keep draws of their own, in any order", () => {
  const twice = [2, 3].map((mean) =>
    exchange("co2", mean, { internalId: 7, ...spread("NORMAL_DISTRIBUTION", { mean, sd: 1 }) }),
  );
  const folders = [twice, twice.toReversed()].map(
    (some) => imported([process("S", [makes("steel", 1), ...some])]).files,
  );
  const [one, other] = folders.map((files) => files.get("uncertainty.csv"));
  expect(one).toContain("B,0,0,normal,2,1,,S#7,2\n");
  expect(one).toContain("B,0,0,normal,3,1,,S##2,3\n");
  expect(other).toBe(one);
});

test("two factors of one flow at one place that differ are refused, whichever comes first; the same one again counts once", () => {
  const two = [perKg, { ...perKg, value: 2 }];
  for (const factors of [two, two.toReversed()]) {
    const made = imported([method(...factors), process("S", [makes("steel", 1), exchange("co2", 2)])]);
    expect(messages(made, "factor-refused")).toEqual([expect.stringContaining("stands 2 times")]);
    expect(entries(made, "C.mtx")).toEqual([]);
    expect(made.report.methods).toMatchObject([{ factorsRead: 2, factorsRefused: 2, unknownFlows: ["co2"] }]);
  }
  const again = imported([method(perKg, perKg), process("S", [makes("steel", 1), exchange("co2", 2)])]);
  expect(entries(again, "C.mtx")).toEqual(["0 0 1"]);
  expect(again.report.methods).toMatchObject([{ factorsRead: 2, factorsUsed: 1, factorsRefused: 0 }]);
});

test("two parameters of one name are not chosen among: what needs them is refused", () => {
  const parameters = [1, 2].map((value, at) => doc("Parameter", `p${at}`, { name: "x", value }));
  const made = imported([...parameters, process("S", [makes("steel", 1), exchange("co2", 1, { amountFormula: "x" })])]);
  expect(made.report.cases).toMatchObject([
    { reason: "formula", message: expect.stringContaining('"x" stands there several times') },
  ]);
});

test("an uncertain factor is drawn, and one whose uncertainty does not fit it is kept static and listed", () => {
  const made = imported([
    method(
      { ...perKg, ...spread("NORMAL_DISTRIBUTION", { mean: 1, sd: 0.1 }) },
      { ...perKg, flow: ref("ch4"), ...spread("NORMAL_DISTRIBUTION", { mean: 2, sd: 0.1 }) },
    ),
    process("S", [makes("steel", 1), exchange("co2", 2), exchange("ch4", 1)]),
  ]);
  const lines = (made.files.get("uncertainty.csv") ?? "").split("\n").filter((line) => line.startsWith("C"));
  expect(lines).toEqual(["C,0,1,normal,1,0.1,,"]);
  expect(messages(made, "uncertainty")).toEqual([
    'warming: Factor of flow "ch4" in method "warming": A normal distribution has mean 2, but the amount is 1. The amount is kept without its uncertainty; correct the parameters.',
  ]);
});

test("what a system folder has no place for is said: scores, redefined parameters", () => {
  const made = imported([
    process("S", [makes("steel", 1), exchange("co2", 2, { dqEntry: "(1;2;3;4;5)" })]),
    doc("ProductSystem", "P", { parameterSets: [{ parameters: [{ name: "x", value: 2 }] }] }),
    doc("ProductSystem", "Q", { parameterRedefs: [{ name: "x" }, { name: "y" }] }),
    doc("ProductSystem", "R"),
  ]);
  expect(messages(made, "scores-not-carried")).toEqual([expect.stringContaining("S: 1 of its exchanges")]);
  expect(messages(made, "redefinitions-not-read")).toEqual([
    expect.stringContaining("P: 1 parameters"),
    expect.stringContaining("Q: 2 parameters"),
  ]);
});

test("a decision about something that is not in the archive has no effect, and that is said", () => {
  const made = imported([process("S", [makes("steel", 1)])], {
    allocation: { X: "physical" },
    providers: { iron: "S" },
  });
  expect(messages(made, "rule-without-use")).toEqual([
    expect.stringContaining('X: An allocation method was given for "X", which is no process'),
    expect.stringContaining('iron: A provider was given for "iron", which is no flow'),
  ]);
});
