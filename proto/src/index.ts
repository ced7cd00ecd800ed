export { Contribution, Footprint, Part, SolveReport } from "../gen/celadon/footprint/v1/footprint.ts";
export {
  Allocation,
  DeclaredProduct,
  FactorUse,
  Gap,
  GasAmount,
  Inventory,
  Line,
  ModelVersion,
  Output,
  Process,
  Share,
  Source,
  Use,
} from "../gen/celadon/inventory/v1/inventory.ts";
