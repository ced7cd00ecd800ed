import { type FactorRelease, type GwpSet, gwpSets, type WaterUse } from "@celadon/factors";
import { accept, didYouMean, type Outcome, reject } from "@celadon/quantity";
import { waterMethods } from "./aware-methods.ts";

/** What flows are to be characterised by, in the words of a person: `AR6`, `aware`. */
export interface AskedMethods {
  readonly gwp?: readonly string[];
  readonly water?: readonly string[];
  readonly release: FactorRelease;
}

/** The sets and uses that are meant, each once, in the order of their tables. Refused: one that is not known. */
export function askedMethods({
  gwp = [],
  water = [],
}: AskedMethods): Outcome<
  { readonly sets: readonly GwpSet[]; readonly uses: readonly WaterUse[] },
  "unknown-gwp-set" | "unknown-water-method"
> {
  const strangeSet = gwp.find((one) => !gwpSets.some((set) => set === one));
  if (strangeSet !== undefined) {
    return reject("unknown-gwp-set", `GWP set "${strangeSet}" is not known. Take one of ${gwpSets.join(", ")}.`);
  }
  const known = [...waterMethods.keys()];
  const strange = water.find((one) => !waterMethods.has(one));
  if (strange !== undefined) {
    const near = didYouMean(strange, known);
    return reject("unknown-water-method", `Water method "${strange}" is not known.${near} Take ${known.join(", ")}.`);
  }
  return accept({
    sets: gwpSets.filter((set) => gwp.includes(set)),
    uses: [...waterMethods].flatMap(([name, use]) => (water.includes(name) ? [use] : [])),
  });
}
