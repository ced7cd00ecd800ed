import type { FactorUse } from "@celadon/proto";
import type { Outcome } from "@celadon/quantity";

/** The warming potential of a gas as a factor row: kg CO2e per kg, from the set asked for ("AR6"), or why there is none. */
export type GwpLookUp = (gas: string, set: string) => Outcome<FactorUse, string>;
