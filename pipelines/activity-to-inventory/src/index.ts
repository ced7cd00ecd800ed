export type { ActivityHour } from "./activity-hour.ts";
export { type Alternative, alternativesOf } from "./alternatives-of.ts";
export { type BalancedAmount, type BalanceRow, balanceRows, channelsBalanced } from "./balance-rows.ts";
export { type ChannelRule, channelRulesOf } from "./channel-rules-of.ts";
export { channelsUsed } from "./channels-used.ts";
export { type CheckedModel, checkPlantModel } from "./check-plant-model.ts";
export { type ChosenFactors, type FactorAsked, type FactorSource, factorSourceOf } from "./chosen-factors.ts";
export { endOfHour } from "./end-of-hour.ts";
export { type Fault, faultText } from "./fault.ts";
export { importRulesOf } from "./import-rules-of.ts";
export { type InventoryInput, type InventoryRefusal, inventoryOf, method } from "./inventory-of.ts";
export { type KnownFactors, knownFactorsOf } from "./known-factors.ts";
export { type LotRefusal, lotFault } from "./lot-fault.ts";
export { type HourCut, lotHours } from "./lot-hours.ts";
export { type MeterUsed, metersUsed } from "./meters-used.ts";
export { type GraphNode, type PlantGraph, plantGraphOf } from "./plant-graph.ts";
export type {
  Channel,
  ImportColumn,
  ImportRule,
  PeriodLength,
  PlantModel,
  PlantProcess,
  Product,
  WhenMissing,
} from "./plant-model.ts";
export { readPlantModel } from "./read-plant-model.ts";
export { scaledHours } from "./scaled-hours.ts";
export { sharedMonths } from "./shared-months.ts";
export type { ModelInForce } from "./versions.ts";
