export { type ChannelRule, channelRulesOf } from "./channel-rules-of.ts";
export { type CheckedModel, checkPlantModel } from "./check-plant-model.ts";
export { type Fault, faultText } from "./fault.ts";
export { importRulesOf } from "./import-rules-of.ts";
export { type KnownFactors, knownFactorsOf } from "./known-factors.ts";
export type {
  Channel,
  ImportColumn,
  ImportRule,
  PlantModel,
  PlantProcess,
  Product,
  WhenMissing,
} from "./plant-model.ts";
export { readPlantModel } from "./read-plant-model.ts";
