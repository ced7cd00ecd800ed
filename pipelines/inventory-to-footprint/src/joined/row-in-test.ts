import type { Factor } from "@celadon/factors";
import { Decimal } from "@celadon/quantity";

/** For tests: a grid row of a release, the average of a range. */
export const rowInTest = (changes: Partial<Factor>): Factor => ({
  id: "grid-co2e",
  family: "grid-co2e",
  activity: "electricity/grid",
  gas: "CO2e",
  value: new Decimal("0.5"),
  unit: "kgCO2e",
  perUnit: "kWh",
  region: "CN",
  dataYear: 2024,
  validFrom: "2024-01-01",
  validTo: "2028-01-01",
  purposes: ["pcf"],
  use: "default",
  boundary: "life cycle of generation",
  gwpSet: "AR5",
  uncertainty: { kind: "range", lower: new Decimal("0.4"), upper: new Decimal("0.6") },
  confidence: "official",
  tier: "A",
  source: { document: "Test table", edition: "1", locator: "row 1" },
  licence: "none",
  ...changes,
});
