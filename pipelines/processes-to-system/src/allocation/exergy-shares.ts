import { type Outcome, reject } from "@celadon/quantity";
import { quoted } from "../quoted.ts";
import { physicalShares } from "./physical-shares.ts";

/** Heat, steam or power of a combined plant, and how hot the heat is where it is handed over. */
export interface ExergyOutput {
  readonly id: string;
  /** Positive, in the unit of the co-product. */
  readonly amount: number;
  /** Energy of one unit, for all in one unit of energy. */
  readonly perUnit: number | undefined;
  /** Power is work as a whole; of heat only the part that its temperature allows, and undefined where that is not known. */
  readonly is: "power" | { readonly heatAtKelvin: number | undefined };
}

/** The temperature of the surroundings that Directive (EU) 2018/2001 sets: 0 degrees Celsius. */
const surroundingsKelvin = 273.15;

/**
 * Allocation of combined heat and power by exergy, the work that each could do:  lambda_k = C_k r_k h_k / sum over l of C_l r_l h_l
 *
 *   r  amount of heat or power, positive;  h  energy of one unit of it, for all in one unit
 *   C  1 for power;  (T - T0) / T for heat handed over at T kelvin, T0 = 273.15
 *
 * Directive (EU) 2018/2001, Annex V, part C, point 1(b), without its efficiencies, which cancel within one plant. Refused, with the
 * co-products: a temperature that is missing or not above the surroundings, an energy that is missing, an amount that is not positive.
 */
export function exergyShares(outputs: readonly ExergyOutput[]): Outcome<readonly number[], "allocation"> {
  const cold = outputs
    .filter(({ is }) => is !== "power" && !((is.heatAtKelvin ?? Number.NaN) > surroundingsKelvin))
    .map(({ id }) => id);
  if (cold.length > 0) {
    return reject(
      "allocation",
      `A split by exergy needs the temperature of the heat in kelvin, above ${surroundingsKelvin}, and these have none: ${quoted(cold)}.`,
    );
  }
  const work = outputs.map(({ id, amount, perUnit, is }) => {
    if (perUnit === undefined || is === "power") return { id, amount, perUnit };
    const kelvin = is.heatAtKelvin as number; // checked above
    return { id, amount, perUnit: (perUnit * (kelvin - surroundingsKelvin)) / kelvin };
  });
  return physicalShares(work, "energy");
}
