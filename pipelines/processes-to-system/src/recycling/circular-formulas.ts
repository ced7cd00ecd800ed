import type { CircularPart } from "./circular-inputs.ts";

/** The parameters of `circularInputs` as formulas; undefined where they are not stated. */
export interface CircularTexts {
  readonly R1: string;
  readonly R2: string;
  readonly R3: string;
  readonly A: string;
  readonly B: string | undefined;
  readonly qualityIn: string | undefined;
  readonly qualityOut: string | undefined;
  readonly LHV: string | undefined;
  readonly XERheat: string | undefined;
  readonly XERelec: string | undefined;
}

/**
 * The inputs of `circularInputs` per unit of material, as formulas over its parameters: what these follow from moves all parts at once. What
 * is not stated there multiplies a factor of 0, or is refused.
 */
export function circularFormulas(texts: CircularTexts): Readonly<Record<CircularPart, string>> {
  const product = (...factors: readonly (string | undefined)[]): string =>
    factors.includes(undefined) ? "0" : factors.map((factor) => `(${factor})`).join(" * ");
  const { R1, R2, R3, A, B, qualityIn, qualityOut, LHV, XERheat, XERelec } = texts;
  const bears = `1 - (${A})`;
  const burns = B === undefined ? "1" : `1 - (${B})`;
  return {
    virgin: `1 - (${R1}) + ${product(R1, bears, qualityIn)}`,
    "recycled-input": product(R1, A),
    "recycling-at-end-of-life": product(bears, R2),
    "virgin-displaced": `-(${product(bears, R2, qualityOut)})`,
    "energy-recovery": product(burns, R3),
    "heat-displaced": `-(${product(burns, R3, LHV, XERheat)})`,
    "power-displaced": `-(${product(burns, R3, LHV, XERelec)})`,
    disposal: `1 - (${R2}) - (${R3})`,
  };
}
