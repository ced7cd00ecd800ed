import type { Decimal } from "@celadon/quantity";
import { kgIn } from "./unit-ratio.ts";

/** `kg CO2e`, `t CO2-eq.`, `kgCO2e`: a mass of what was weighed already. */
const weighed = /\s*co2[\s-]*e(?:q\.?)?$/i;

/** kg of a gas in one of a unit; of CO2e also in units that say so, which a mass of any other gas never does. Undefined: no mass. */
export const kgOfGas = (gas: string, unit: string): Decimal | undefined =>
  kgIn(gas === "CO2e" ? unit.trim().replace(weighed, "") : unit);
