/** Where a greenhouse gas comes from, or (an uptake) goes to, as product footprints keep them apart (ISO 14067:2018, clause 7.2; PACT 3.0). */
export const gasOrigins = [
  "fossil",
  "biogenic",
  "land-use-change",
  "land-management",
  "aircraft",
  "captured",
  "unspecified",
] as const;
export type GasOrigin = (typeof gasOrigins)[number];

export const gasDirections = ["emission", "uptake"] as const;
export type GasDirection = (typeof gasDirections)[number];

/** What an elementary flow is to the climate. */
export interface ClimateFlow {
  /** The species, as the tables of warming potentials name it: `CO2`, `CH4`, `N2O`, `HFC-134a`. */
  readonly gas: string;
  readonly origin: GasOrigin;
  readonly direction: GasDirection;
}
