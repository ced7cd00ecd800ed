import { strToU8, zipSync } from "fflate";
import { type Imported, type ImportOptions, importOpenLca } from "./import-open-lca.ts";

// Hand-made archives: mass (kg, t), energy (MJ, kWh), and flows whose amounts can be checked in the head.

export type Doc = Record<string, unknown>;
export const ref = (id: string): Doc => ({ "@id": id });
export const doc = (type: string, id: string, rest: Doc = {}): Doc => ({ "@type": type, "@id": id, name: id, ...rest });
export const flow = (id: string, flowType: string, rest: Doc = {}): Doc =>
  doc("Flow", id, {
    flowType: `${flowType}_FLOW`,
    flowProperties: [{ isRefFlowProperty: true, flowProperty: ref("mass"), conversionFactor: 1 }],
    ...rest,
  });
export const air = { category: "Elementary flows/Emission to air/unspecified" };
export const base: readonly Doc[] = [
  doc("UnitGroup", "masses", {
    units: [
      { "@id": "kg", name: "kg", conversionFactor: 1, isRefUnit: true },
      { "@id": "t", name: "t", conversionFactor: 1000 },
      { "@id": "bad", name: "bad", conversionFactor: 0 },
    ],
  }),
  doc("UnitGroup", "energies", {
    units: [
      { "@id": "MJ", name: "MJ", conversionFactor: 1, referenceUnit: true },
      { "@id": "kWh", name: "kWh", conversionFactor: 3.6 },
    ],
  }),
  doc("FlowProperty", "mass", { unitGroup: ref("masses") }),
  doc("FlowProperty", "energy", { unitGroup: ref("energies") }),
  doc("Location", "cn", { code: "CN" }),
  flow("steel", "PRODUCT"),
  flow("slag", "PRODUCT"),
  flow("coal", "PRODUCT", {
    flowProperties: [
      { isRefFlowProperty: true, flowProperty: ref("mass"), conversionFactor: 1 },
      { flowProperty: ref("energy"), conversionFactor: 20 }, // 1 kg is 20 MJ
    ],
  }),
  flow("power", "PRODUCT", {
    flowProperties: [{ referenceFlowProperty: true, flowProperty: ref("energy"), conversionFactor: 1 }],
  }),
  flow("rubble", "WASTE"),
  flow("co2", "ELEMENTARY", { ...air, name: "Carbon dioxide", cas: "000124-38-9" }),
  flow("ch4", "ELEMENTARY", { ...air, name: "Methane, fossil" }),
  flow("ore", "ELEMENTARY", { category: "Elementary flows/Resource/in ground" }),
];
let next = 0;
export const exchange = (flowId: string, amount: number | undefined, rest: Doc = {}): Doc => ({
  internalId: ++next,
  flow: ref(flowId),
  flowProperty: ref(flowId === "power" ? "energy" : "mass"),
  unit: ref(flowId === "power" ? "MJ" : "kg"),
  amount,
  ...rest,
});
export const input = (flowId: string, amount: number | undefined, rest: Doc = {}): Doc =>
  exchange(flowId, amount, { isInput: true, ...rest });
export const makes = (flowId: string, amount: number, rest: Doc = {}): Doc =>
  exchange(flowId, amount, { isQuantitativeReference: true, ...rest });
export const process = (id: string, exchanges: readonly Doc[], rest: Doc = {}): Doc =>
  doc("Process", id, { exchanges, ...rest });

export const zip = (docs: readonly Doc[]): Uint8Array =>
  zipSync(Object.fromEntries(docs.map((one, at) => [`x/${at}.json`, strToU8(JSON.stringify(one))])));
export const imported = (docs: readonly Doc[], options: ImportOptions = {}): Imported => {
  const outcome = importOpenLca(zip([...base, ...docs]), options);
  if (outcome.kind !== "accept") throw new Error(outcome.evidence);
  const { counts, exchangesRead } = outcome.value.report;
  const sum = Object.values(counts).reduce((a, b) => a + b, 0);
  if (sum !== exchangesRead) throw new Error(`${exchangesRead} exchanges were read, and ${sum} are in a class`);
  return outcome.value;
};
/** `row col value` with indices from 0. */
export const entries = ({ files }: Imported, file: string): readonly string[] =>
  (files.get(file) ?? "")
    .split("\n")
    .slice(2, -1)
    .map((line) => {
      const [row, col, value] = line.split(" ");
      return `${Number(row) - 1} ${Number(col) - 1} ${value}`;
    });
export const reasons = ({ report }: Imported): readonly string[] =>
  report.cases.map((one) => `${one.class} ${one.reason}`);
export const rules = ({ report }: Imported): readonly string[] =>
  report.findings.filter(({ id }) => id !== "archive").map(({ rule }) => rule);
export const steelWith = (...exchanges: readonly Doc[]): Imported =>
  imported([process("S", [makes("steel", 1), ...exchanges])]);
