import type { FactorUse, Inventory, Line, Process, Source } from "@celadon/proto";
import { accept, reject } from "@celadon/quantity";
import type { GwpLookUp } from "./gwp-look-up.ts";

/** A plant in one expression, for tests: each step gives a new plant, so that tests branch from a shared one. */
export interface PlantBuilder {
  readonly inventory: Inventory;
  readonly makes: (process: string, product: string, amount: string, unit?: string) => PlantBuilder;
  readonly uses: (process: string, product: string, amount: string, unit?: string) => PlantBuilder;
  readonly shares: (process: string, shares: Readonly<Record<string, string>>, method?: string) => PlantBuilder;
  /** A line "process/flow" of so much of something, with one factor for each gas. */
  readonly takes: (
    process: string,
    flow: string,
    amount: string,
    factors: readonly Row[],
    line?: Partial<Line>,
  ) => PlantBuilder;
  readonly declares: (product: string, unit?: string, amount?: string) => PlantBuilder;
  readonly with: (changes: Partial<Inventory>) => PlantBuilder;
}

/** value [unit] of the gas per kWh, unless it says otherwise. */
type Row = Pick<FactorUse, "gas" | "value"> & Partial<FactorUse>;

const hour = 3_600_000n;

const empty: Inventory = {
  factory: "mill",
  fromMs: 0n,
  toMs: 24n * hour,
  timeZone: "Asia/Shanghai",
  models: [{ hash: "a".repeat(64), fromMs: 0n }],
  method: "celadon-1",
  factorRelease: "b".repeat(64),
  activityDigest: "c".repeat(64),
  processes: [],
  lines: [],
  gaps: [],
  products: [],
  reach: "complete",
  reachedMs: 0n,
  gwpSet: "AR6",
  purpose: "pcf",
  indicators: [],
  lot: undefined,
};

export const plantBuilder = (inventory: Inventory = empty): PlantBuilder => {
  const next = (changes: Partial<Inventory>): PlantBuilder => plantBuilder({ ...inventory, ...changes });
  const change = (id: string, of: (process: Process) => Process): PlantBuilder => {
    const known = inventory.processes.find((process) => process.id === id);
    const before = known ?? { id, stage: "production", outputs: [], uses: [], allocation: undefined };
    return next({ processes: [...inventory.processes.filter((process) => process !== known), of(before)] });
  };
  return {
    inventory,
    makes: (process, product, amount, unit = "t") =>
      change(process, (one) => ({ ...one, outputs: [...one.outputs, { product, amount, unit, sources: [] }] })),
    uses: (process, product, amount, unit = "t") =>
      change(process, (one) => ({ ...one, uses: [...one.uses, { product, amount, unit, sources: [] }] })),
    shares: (process, shares, method = "shares") =>
      change(process, (one) => ({
        ...one,
        allocation: { method, shares: Object.entries(shares).map(([product, share]) => ({ product, share })) },
      })),
    takes: (process, flow, amount, factors, line = {}) =>
      next({ lines: [...inventory.lines, { ...lineOf(process, flow, amount, factors), ...line }] }),
    declares: (product, unit = "t", amount = "1") => {
      const one = { product, process: "", declaredAmount: amount, declaredUnit: unit, boundary: "cradle-to-gate" };
      return next({
        products: [...inventory.products, { ...one, name: product, nameZh: "", marks: [], group: "", keys: [] }],
      });
    },
    with: next,
  };
};

const lineOf = (process: string, flow: string, amount: string, factors: readonly Row[]): Line => ({
  id: `${process}/${flow}`,
  process,
  flow,
  activity: `test/${flow}`,
  amount,
  unit: "kWh",
  scope: 2,
  stage: "",
  sources: [source(flow, amount)],
  factors: factors.map((row) => ({
    id: `${flow}-${row.gas.toLowerCase()}`,
    unit: row.gas === "CO2e" ? "kgCO2e" : "kg",
    perUnit: "kWh",
    document: "Test table",
    edition: "1",
    locator: `row ${flow}`,
    confidence: "official",
    marks: [],
    gwpSet: row.gas === "CO2e" ? "AR6" : "",
    ...row,
  })),
  coefficients: [],
  basis: "primary",
  note: "",
  fromMs: 0n,
  toMs: 24n * hour,
  direct: [],
});

/** A whole day of one channel, all of it measured. */
export const source = (channel: string, amount: string, changes: Partial<Source> = {}): Source => ({
  channel,
  fromMs: 0n,
  toMs: 24n * hour,
  amount,
  unit: "kWh",
  measuredMs: 24n * hour,
  estimatedMs: 0n,
  missingMs: 0n,
  stated: "",
  coefficient: "1",
  ...changes,
});

/** One gas as its own CO2e: a test's factor of 2 is an impact of 2. */
export const co2e = (value: string, changes: Partial<FactorUse> = {}): readonly Row[] => [
  { gas: "CO2e", value, ...changes },
];

/** IPCC AR6, table 7.15: the three that tests need, and CO2. Everything else is refused, as the release does. */
export const gwpOfTests: GwpLookUp = (gas, set) => {
  const values: Readonly<Record<string, string>> = {
    "CO2-fossil": "1",
    "CH4-fossil": "29.8",
    "CH4-biogenic": "27",
    N2O: "273",
  };
  const value = values[gas];
  if (value === undefined || set !== "AR6") return reject("factor-missing", `Gas "${gas}" has no GWP in ${set}.`);
  const papers = { document: "IPCC AR6 WG1", edition: "2021", locator: "table 7.15", confidence: "official" };
  return accept({
    id: `gwp100/ar6/${gas}`,
    gas,
    value,
    unit: "kgCO2e",
    perUnit: "kg",
    ...papers,
    marks: [],
    gwpSet: set,
  });
};
