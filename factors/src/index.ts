export { type Characterised, characterise } from "./characterise.ts";
export { hashOfRows } from "./content.ts";
export {
  type Confidence,
  type Factor,
  type GasBasis,
  type GwpSet,
  gasBases,
  gwpSets,
  type Purpose,
  purposes,
  type Tier,
  type Uncertainty,
} from "./factor.ts";
export type { TableFault } from "./fault.ts";
export { gwp } from "./gwp.ts";
export { type Mark, markText } from "./mark.ts";
export type { FactorTable } from "./read-table.ts";
export { countryOf, isRegion } from "./region.ts";
export { type FactorRelease, releaseOf, tableFaults } from "./release.ts";
export { type Rivals, rivalsOf } from "./rivals.ts";
export { type Found, search } from "./search.ts";
export { select } from "./select.ts";
export { type SelectionPiece, selectDuring, type WantedDuring } from "./select-during.ts";
export { selectNamed } from "./select-named.ts";
export type { Candidate, FactorRefusal, Selected, Selection, Wanted } from "./selection.ts";
export { standardCoal, type WantedCoal } from "./standard-coal.ts";
export { type ActivityAmount, type CalorificValue, toFactorUnit } from "./to-factor-unit.ts";
export { uncertaintyText } from "./uncertainty.ts";
export { type WaterUse, waterScarcity, waterUses } from "./water-scarcity.ts";
