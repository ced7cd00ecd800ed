export { type CausalSplit, causalShares } from "./allocation/causal-shares.ts";
export { economicShares, type Sold } from "./allocation/economic-shares.ts";
export { type EnergyOutput, efficiencyShares, referenceEfficiencies } from "./allocation/efficiency-shares.ts";
export { type ExergyOutput, exergyShares } from "./allocation/exergy-shares.ts";
export { givenShares } from "./allocation/given-shares.ts";
export { type CoProduct, physicalShares } from "./allocation/physical-shares.ts";
export type { GivenShare } from "./allocation/stated-shares.ts";
export type { AskedMethods } from "./characterisation/asked-methods.ts";
export {
  type CharacterisationReport,
  type Characterised,
  characterisedFolder,
  type FolderTexts,
} from "./characterisation/characterised-folder.ts";
export { type BuildOptions, type BuildReport, type Built, buildSystem } from "./document/build-system.ts";
export { type View, views } from "./document/view.ts";
export type { AllocationMethod } from "./open-lca/allocation.ts";
export { type Imported, type ImportOptions, type ImportReport, importOpenLca } from "./open-lca/import-open-lca.ts";
export { type PedigreeIndicator, type PedigreeSet, pedigreeIndicators, pedigreeSets } from "./quality/pedigree-sets.ts";
export { type PedigreeScores, type PedigreeSpread, pedigreeSigma } from "./quality/pedigree-sigma.ts";
export {
  type CircularInput,
  type CircularParameters,
  type CircularPart,
  circularInputs,
} from "./recycling/circular-inputs.ts";
export type { ExchangeCase, ExchangeClass, Finding, MethodCoverage, SystemReport } from "./report.ts";
