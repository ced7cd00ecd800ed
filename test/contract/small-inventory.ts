import { Inventory, Line, Process } from "@celadon/proto";

/** A year of 959636.71 kWh at 0.4113 kg CO2e: 394698.578823 kg, worked out by hand. */
export const smallInventory = (changes: Partial<Inventory> = {}): Inventory => ({
  ...Inventory.create(),
  factory: "works",
  fromMs: 1_514_732_400_000n,
  toMs: 1_546_268_400_000n,
  timeZone: "Asia/Seoul",
  models: [{ hash: "a".repeat(64), fromMs: 1_514_732_400_000n }],
  method: "celadon-1",
  factorRelease: "b".repeat(64),
  activityDigest: "c".repeat(64),
  reach: "complete",
  gwpSet: "AR6",
  purpose: "pcf",
  processes: [makes("works", "year of operation", "1")],
  lines: [electricity("works", "959636.71")],
  products: [declared("year of operation", "works")],
  ...changes,
});

/** A process that makes so much of a product, and its own product's uses. */
export const makes = (process: string, product: string, amount: string, uses: Process["uses"] = []): Process => ({
  ...Process.create(),
  id: process,
  stage: "production",
  outputs: [{ product, amount, unit: "year", sources: [] }],
  uses,
});

export const electricity = (process: string, amount: string): Line =>
  Line.fromPartial({
    id: `${process}/electricity`,
    process,
    flow: "electricity",
    activity: "electricity/grid",
    amount,
    unit: "kWh",
    scope: 2,
    stage: "energy",
    basis: "primary",
    factors: [{ id: "grid", gas: "CO2e", value: "0.4113", unit: "kgCO2e", perUnit: "kWh", gwpSet: "AR6" }],
  });

export const declared = (product: string, process: string): Inventory["products"][number] => ({
  product,
  process,
  declaredAmount: "1",
  declaredUnit: "year",
  boundary: "gate-to-gate",
  name: product,
  nameZh: "",
  group: "",
  keys: [],
  marks: [],
});
