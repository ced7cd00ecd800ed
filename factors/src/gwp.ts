import { accept, didYouMean, type Outcome, reject } from "@celadon/quantity";
import type { Factor, GwpSet } from "./factor.ts";
import type { FactorRelease } from "./release.ts";

/** Carbon dioxide warms the same wherever it comes from: fossil and biogenic stay apart in the inventory, not here. */
const keyOf = (gas: string): string => (gas === "CO2-fossil" || gas === "CO2-biogenic" ? "co2" : gas.toLowerCase());

/**
 * The 100-year warming potential of a gas: kg CO2e per kg, as a row with its papers. `gas` is a gas basis (`CH4-fossil`), or a
 * species (`SF6`, `HFC-134a`, `CH4` where the origin is not known). Refused: a gas the set has no value for. AR4 knows one
 * methane only, so `CH4-fossil` is refused there: whoever wants it asks for `CH4`.
 */
export function gwp(release: FactorRelease, gas: string, set: GwpSet): Outcome<Factor, "factor-missing"> {
  const prefix = `gwp100/${set.toLowerCase()}/`;
  const row = release.rows.find(({ activity }) => activity === `${prefix}${keyOf(gas)}`);
  if (row !== undefined) return accept(row);
  const known = release.rows
    .filter(({ activity }) => activity.startsWith(prefix))
    .map(({ activity }) => activity.slice(prefix.length));
  return reject(
    "factor-missing",
    `Gas "${gas}" has no 100-year warming potential in ${set}.${didYouMean(gas, known)} Known: ${known.join(" ")}.`,
  );
}
