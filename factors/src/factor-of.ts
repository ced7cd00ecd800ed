import { Decimal } from "@celadon/quantity";
import type { Cells } from "./columns.ts";
import type { Confidence, Factor, GasBasis, GwpSet, Purpose, RowUse, Tier } from "./factor.ts";
import { readUncertainty } from "./uncertainty.ts";

/** The row that a line without findings says. The casts are what `rowFindings` has just checked. */
export const factorOf = (cells: Cells): Factor => ({
  id: cells.id,
  family: cells.family === "" ? cells.id : cells.family,
  activity: cells.activity,
  gas: cells.gas as GasBasis,
  value: new Decimal(cells.value),
  unit: cells.unit,
  perUnit: cells.per_unit,
  region: cells.region,
  ...(cells.data_year === "none" ? {} : { dataYear: Number(cells.data_year) }),
  validFrom: cells.valid_from,
  validTo: cells.valid_to,
  purposes: cells.purposes.split(" ") as readonly Purpose[],
  use: cells.use as RowUse,
  boundary: cells.boundary,
  ...(cells.gwp_set === "" ? {} : { gwpSet: cells.gwp_set as GwpSet | "unknown" }),
  uncertainty: readUncertainty(cells.uncertainty) ?? { kind: "unknown" },
  confidence: cells.confidence as Confidence,
  tier: cells.tier as Tier,
  source: {
    document: cells.document,
    edition: cells.edition,
    locator: cells.locator,
    ...(cells.url === "" ? {} : { url: cells.url }),
  },
  licence: cells.licence,
  ...(cells.note === "" ? {} : { note: cells.note }),
});
