import { Footprint, Line } from "@celadon/proto";

/** For tests: 2025 in Shanghai. */
export const sampleYear = {
  fromMs: BigInt(1_735_660_800_000),
  toMs: BigInt(1_767_196_800_000),
};

const grid = {
  id: "grid-cn-footprint-2024",
  gas: "CO2e",
  value: "0.5777",
  unit: "kgCO2e",
  perUnit: "kWh",
  document: "Ministry of Ecology and Environment, announcement on electricity carbon footprint factors",
  edition: "2024",
  locator: "table 1",
  confidence: "official",
  marks: [],
};

/** For tests: 1,000 kWh at 0.5777 and 100 m3 of gas at 2.223 kg over 100 m2 of leather: 5.777 + 2.223 = 8 kg CO2e per m2. */
export const sampleFootprint = (changes: Partial<Footprint> = {}): Footprint => ({
  ...Footprint.fromPartial({
    id: "83094d1a-69c7-57fc-8363-5b4df55235b5",
    factory: "tannery",
    product: "upper-leather",
    productName: "Bovine upper leather",
    ...sampleYear,
    timeZone: "Asia/Shanghai",
    status: "complete",
    declaredAmount: "1",
    declaredUnit: "m2",
    boundary: "cradle-to-gate",
    gwpSet: "AR6",
    total: "8",
    absolute: "800",
    produced: "100",
    byProcess: [{ name: "tanning", amount: "8", share: "1" }],
    byGas: [
      { name: "CO2e", amount: "5.777", share: "0.722125" },
      { name: "CO2-fossil", amount: "2.223", share: "0.277875" },
    ],
    byScope: [
      { name: "1", amount: "2.223", share: "0.277875" },
      { name: "2", amount: "5.777", share: "0.722125" },
    ],
    byStage: [
      { name: "energy", amount: "7.5", share: "0.9375" },
      { name: "production", amount: "0.5", share: "0.0625" },
    ],
    contributions: [
      { line: "tanning/electricity", process: "tanning", amount: "5.777", share: "0.722125", factors: [grid.id] },
      { line: "tanning/gas", process: "tanning", amount: "2.223", share: "0.277875", factors: ["gas-row"] },
    ],
    measuredShare: "0.99",
    estimatedShare: "0.01",
    missingShare: "0",
    primaryDataShare: "0.9",
    placeholderShare: "0.2",
    gaps: [{ kind: "missing-time", where: "tanning/gas", reason: "88 h were estimated.", excused: true }],
    method: "celadon-1",
    factorRelease: "9f8e7d6c",
    activityDigest: "1a2b3c4d",
    inventory: {
      ...sampleYear,
      models: [{ hash: "c0ffee", fromMs: sampleYear.fromMs }],
      products: [{ product: "upper-leather", name: "Bovine upper leather", nameZh: "牛皮鞋面革" }],
      lines: [
        Line.fromPartial({ id: "tanning/electricity", factors: [grid] }),
        Line.fromPartial({ id: "tanning/gas", factors: [{ ...grid, id: "gas-row", value: "2.223", perUnit: "Nm3" }] }),
        Line.fromPartial({ id: "splitting/dye", factors: [{ ...grid, id: "of-another-product" }] }),
      ],
    },
    gwps: [{ ...grid, id: "gwp-ar6-co2", gas: "CO2-fossil", value: "1", perUnit: "kg" }],
  }),
  ...changes,
});
