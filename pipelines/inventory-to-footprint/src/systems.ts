// Systems of matrices alone: for whoever has large ones, and no room for what plants bring beside them.

export { type CanonicalSystem, canonicalSystem } from "./folder/canonical-system.ts";
export { type CsvRow, csvRows } from "./folder/csv-rows.ts";
export { readSystem, systemFiles } from "./folder/read-system.ts";
export { writtenSystem } from "./folder/written-system.ts";
export { allFootprints } from "./linear/all-footprints.ts";
export { boundOf } from "./linear/bound-of.ts";
export { type Breakdown, productBreakdown } from "./linear/breakdown.ts";
export { type BreakdownKey, breakdownKeys } from "./linear/breakdown-grouping.ts";
export { breakdownTable } from "./linear/breakdown-table.ts";
export type { Changes, EntryChange } from "./linear/changed-system.ts";
export { type Compared, compared } from "./linear/compared.ts";
export { type ComparedSystems, comparedSystems } from "./linear/compared-systems.ts";
export type { Contributions } from "./linear/contributions.ts";
export { type DemandResult, demandResult } from "./linear/demand-result.ts";
export { directImpacts } from "./linear/direct-impacts.ts";
export type { FigureBound } from "./linear/figure-status.ts";
export { footprintTable } from "./linear/footprint-table.ts";
export { indexOfId } from "./linear/index-of-id.ts";
export type { LcaAnswer, LcaCode, LcaRefusal } from "./linear/lca-refusal.ts";
export { type Fallback, type LinearSolver, linearSolver, sparseLu, sparseLuAlways } from "./linear/linear-solver.ts";
export type { LinearSystem, Named, Sparse } from "./linear/linear-system.ts";
export { methodsAsked } from "./linear/methods-asked.ts";
export type { Overdrawn } from "./linear/overdrawn.ts";
export { type NoShare, type PrimaryShares, primaryShares } from "./linear/primary-shares.ts";
export { productContributions } from "./linear/product-contributions.ts";
export { type ProductPaths, productPaths } from "./linear/product-paths.ts";
export {
  type NotApplicable,
  type ProductQuality,
  productQuality,
  type ScoreRounding,
} from "./linear/product-quality.ts";
export type { Replacement } from "./linear/replaced-products.ts";
export {
  type PartSpread,
  type PartsSpread,
  partsSpread,
  type RunBreakdown,
  runBreakdown,
} from "./linear/run-breakdown.ts";
export { type Scenario, type ScenarioRow, scenarioTable } from "./linear/scenario-table.ts";
export { type ExchangeKind, exchangeKinds, type Sensitivities, sensitivities } from "./linear/sensitivities.ts";
export { type Spread, spreadOf } from "./linear/spread-system.ts";
export type { Cancelled } from "./solver/cancelled.ts";
export type { Live } from "./solver/live.ts";
export type { Solved, Vectors } from "./solver/sparse-solver.ts";
export { comparedRuns } from "./uncertainty/compared-runs.ts";
export { joinedRuns } from "./uncertainty/joined-runs.ts";
export { narrowedRuns } from "./uncertainty/narrowed-runs.ts";
export type { PartsWanted } from "./uncertainty/run-parts.ts";
export type { Runs } from "./uncertainty/runs.ts";
export { spreadOfRuns } from "./uncertainty/spread-of-runs.ts";
