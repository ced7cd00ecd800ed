import { accept, type Outcome, reject } from "@celadon/quantity";
import { checkedSpread } from "../checked-spread.ts";
import type { Scope } from "../formula.ts";
import { pedigreeIndicators } from "../quality/pedigree-sets.ts";
import { type PedigreeScores, pedigreeSigma } from "../quality/pedigree-sigma.ts";
import type { Spread } from "../spread.ts";
import { quantityValue, quantityValues } from "./quantity-value.ts";
import type { StatedUncertainty } from "./uncertainty-shape.ts";

type Pedigree = Extract<StatedUncertainty, { readonly distribution: "pedigree" }>;

/** To twelve digits: engines differ in the last ones of exp, and the same document has to make the same bytes. */
function pedigreeSpread({ scores, set }: Pedigree, basicVariance: number): Outcome<Spread, "uncertainty"> {
  const byIndicator = Object.fromEntries(pedigreeIndicators.map((one, at) => [one, scores[at]])) as PedigreeScores; // the document has five
  const spread = pedigreeSigma(byIndicator, basicVariance, set);
  if (spread.kind !== "accept") return reject("uncertainty", `${spread.evidence} The amount is kept static.`);
  return accept({ distribution: "lognormal", geometricSd: Number(spread.value.geometricSd.toPrecision(12)) });
}

/**
 * The spread of an amount, undefined where there is none in it. Refused: parameters that cannot be read, or fit neither the kind nor the
 * amount.
 */
export function spreadIn(
  uncertainty: StatedUncertainty,
  amount: number,
  scope: Scope,
): Outcome<Spread | undefined, "uncertainty" | "formula"> {
  switch (uncertainty.distribution) {
    case "lognormal": {
      const geometricSd = quantityValue(uncertainty.geometricSd, scope);
      if (geometricSd.kind !== "accept") return geometricSd;
      return checkedSpread({ distribution: "lognormal", geometricSd: geometricSd.value }, amount);
    }
    case "normal": {
      const sd = quantityValue(uncertainty.sd, scope);
      return sd.kind === "accept" ? checkedSpread({ distribution: "normal", sd: sd.value }, amount) : sd;
    }
    case "triangular": {
      const values = quantityValues([uncertainty.min, uncertainty.mode, uncertainty.max], scope);
      if (values.kind !== "accept") return values;
      const [min, mode, max] = values.value as readonly [number, number, number]; // as many as were asked for
      return checkedSpread({ distribution: "triangular", min, mode, max }, amount);
    }
    case "uniform": {
      const values = quantityValues([uncertainty.min, uncertainty.max], scope);
      if (values.kind !== "accept") return values;
      const [min, max] = values.value as readonly [number, number];
      return checkedSpread({ distribution: "uniform", min, max }, amount);
    }
    case "pedigree": {
      const basic = quantityValue(uncertainty.basicVariance, scope);
      if (basic.kind !== "accept") return basic;
      const spread = pedigreeSpread(uncertainty, basic.value);
      return spread.kind === "accept" ? checkedSpread(spread.value, amount) : spread;
    }
  }
}
