export { type CanonicalSystem, canonicalSystem } from "./folder/canonical-system.ts";
export { readSystem, systemFiles } from "./folder/read-system.ts";
export { writtenSystem } from "./folder/written-system.ts";
export { type Background, backgroundOf } from "./joined/background.ts";
export { type JoinedFigure, joinedFigures } from "./joined/joined-figures.ts";
export { type JoinedSystem, joinedSystem } from "./joined/joined-system.ts";
export type { Link } from "./joined/linked-takings.ts";
export type { Electricity } from "./joined/market-mix.ts";
export type { MethodPair } from "./joined/matched-methods.ts";
export { type PlantParts, plantParts } from "./joined/plant-parts.ts";
export { plantSystem } from "./joined/plant-system.ts";
export type { RowLookUp } from "./joined/row-spread.ts";
export { allFootprints } from "./linear/all-footprints.ts";
export { type Breakdown, productBreakdown } from "./linear/breakdown.ts";
export { type BreakdownKey, breakdownKeys } from "./linear/breakdown-grouping.ts";
export { breakdownTable } from "./linear/breakdown-table.ts";
export type { EntryChange } from "./linear/changed-system.ts";
export { type Compared, compared } from "./linear/compared.ts";
export type { Contributions } from "./linear/contributions.ts";
export { type DemandResult, demandResult } from "./linear/demand-result.ts";
export { directImpacts } from "./linear/direct-impacts.ts";
export { footprintTable } from "./linear/footprint-table.ts";
export { indexOfId } from "./linear/index-of-id.ts";
export type { LcaAnswer, LcaCode, LcaRefusal } from "./linear/lca-refusal.ts";
export { type Fallback, type LinearSolver, linearSolver, sparseLu, sparseLuAlways } from "./linear/linear-solver.ts";
export type { LinearSystem, Named, Sparse } from "./linear/linear-system.ts";
export { methodsAsked } from "./linear/methods-asked.ts";
export { type PrimaryShares, primaryShares } from "./linear/primary-shares.ts";
export { productContributions } from "./linear/product-contributions.ts";
export { type ProductPaths, productPaths } from "./linear/product-paths.ts";
export {
  type NotApplicable,
  type ProductQuality,
  productQuality,
  type ScoreRounding,
} from "./linear/product-quality.ts";
export type { Replacement } from "./linear/replaced-products.ts";
export { type Scenario, type ScenarioRow, scenarioTable } from "./linear/scenario-table.ts";
export { type ExchangeKind, exchangeKinds, type Sensitivities, sensitivities } from "./linear/sensitivities.ts";
export { type Spread, spreadOf } from "./linear/spread-system.ts";
export { compileAdjoint, type SolveValues } from "./plant/compiled-adjoint.ts";
export { explainTree } from "./plant/explain-tree.ts";
export { footprintBytes } from "./plant/footprint-bytes.ts";
export { type Engine, footprintsOf } from "./plant/footprints-of.ts";
export type { GwpLookUp } from "./plant/gwp-look-up.ts";
export { gwpOf } from "./plant/gwp-of.ts";
export { type ProcessSystem, systemOf } from "./plant/process-system.ts";
export type { Answer, FootprintRefusal, Refused, SolveRefusal } from "./plant/refused.ts";
export type { AdjointSolution, Block, SolveAdjoint } from "./plant/solve-adjoint.ts";
export { sparseAdjoint } from "./plant/sparse-adjoint.ts";
export type { Cancelled } from "./solver/cancelled.ts";
export type { Live } from "./solver/live.ts";
export type { Solved, Vectors } from "./solver/sparse-solver.ts";
export { comparedRuns } from "./uncertainty/compared-runs.ts";
export { joinedRuns } from "./uncertainty/joined-runs.ts";
export { narrowedRuns } from "./uncertainty/narrowed-runs.ts";
export type { Runs } from "./uncertainty/runs.ts";
export { spreadOfRuns } from "./uncertainty/spread-of-runs.ts";
