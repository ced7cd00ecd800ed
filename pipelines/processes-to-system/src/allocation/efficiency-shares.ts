import { type Outcome, reject } from "@celadon/quantity";
import { quoted } from "../quoted.ts";
import { physicalShares } from "./physical-shares.ts";

/** Heat, steam or power of a combined plant. */
export interface EnergyOutput {
  readonly id: string;
  /** Positive, in the unit of the co-product. */
  readonly amount: number;
  /** Energy of one unit, for all in one unit of energy: GJ per t of steam, GJ per kWh. */
  readonly perUnit: number | undefined;
  /** Of making it alone from fuel, above 0 and at most 1. */
  readonly efficiency: number | undefined;
}

/**
 * Efficiencies of separate production, for whoever names them: nothing takes them by itself. 80 % for a boiler and 35 % for a power station are what
 * calculators after the GHG Protocol's worksheets take for the United States. Where those of the place are known they are better.
 */
export const referenceEfficiencies = {
  "ghg-protocol-us": { heat: 0.8, power: 0.35 },
} as const;

/**
 * Allocation of combined heat and power by the fuel that each would have needed alone:
 *
 *   E_H = (H / e_H) / (H / e_H + P / e_P) E_T,  and so  lambda_k = (r_k h_k / e_k) / sum over l of (r_l h_l / e_l)
 *
 *   r  amount of heat or power, positive;  h  energy of one unit of it, for all in one unit
 *   e  efficiency of its separate production, a fraction
 *
 * The efficiency method of the GHG Protocol: WRI and WBCSD, "Allocation of GHG emissions from a combined heat and power (CHP) plant. Guide to
 * calculation worksheets", version 1.0, September 2006, chapter III. Refused, with the co-products: an efficiency or energy that is missing, an
 * efficiency outside of (0, 1], an amount that is not positive.
 */
export function efficiencyShares(outputs: readonly EnergyOutput[]): Outcome<readonly number[], "allocation"> {
  const unknown = outputs.filter(({ efficiency }) => efficiency === undefined).map(({ id }) => id);
  if (unknown.length > 0) {
    return reject(
      "allocation",
      `A split by efficiency needs that of making each output alone, and these have none: ${quoted(unknown)}. ` +
        `State it, or name a set: ${quoted(Object.keys(referenceEfficiencies))}.`,
    );
  }
  const isFraction = (value: number): boolean => value > 0 && value <= 1;
  const wrong = outputs.filter(({ efficiency }) => !isFraction(efficiency as number)).map(({ id }) => id); // known by now
  if (wrong.length > 0) {
    return reject(
      "allocation",
      `An efficiency is above 0 and at most 1, and these are not: ${quoted(wrong)}. Write 35 % as 0.35.`,
    );
  }
  const fuels = outputs.map(({ id, amount, perUnit, efficiency }) => ({
    id,
    amount,
    perUnit: perUnit === undefined ? undefined : perUnit / (efficiency as number),
  }));
  return physicalShares(fuels, "energy over efficiency");
}
