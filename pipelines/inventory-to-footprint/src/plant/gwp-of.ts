import { type FactorRelease, type GwpSet, gwp, gwpSets } from "@celadon/factors";
import { accept, reject } from "@celadon/quantity";
import type { GwpLookUp } from "./gwp-look-up.ts";

/** The warming potentials of a factor release. */
export const gwpOf =
  (release: FactorRelease): GwpLookUp =>
  (gas, set) => {
    const known = gwpSets.find((one): one is GwpSet => one === set);
    if (known === undefined) {
      return reject("unknown-gwp-set", `GWP set "${set}" is not known. Take one of ${gwpSets.join(", ")}.`);
    }
    const row = gwp(release, gas, known);
    if (row.kind !== "accept") return row;
    const { id, value, unit, perUnit, source, confidence } = row.value;
    return accept({
      id,
      gas,
      value: value.toFixed(),
      unit,
      perUnit,
      document: source.document,
      edition: source.edition,
      locator: source.locator,
      confidence,
      marks: [],
      gwpSet: known,
    });
  };
