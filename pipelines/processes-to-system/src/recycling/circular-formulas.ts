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

/** The inputs of `circularInputs` per unit of material, as formulas over its parameters: what these follow from moves all parts at once. */
export function circularFormulas(texts: CircularTexts): Readonly<Record<CircularPart, string>> {
  const of = (name: keyof CircularTexts): string => `(${texts[name] ?? "0"})`; // what is not stated multiplies a factor of 0
  const [R1, R2, R3] = [of("R1"), of("R2"), of("R3")];
  const [bears, burns] = [`(1 - ${of("A")})`, `(1 - ${of("B")})`];
  const energy = `${burns} * ${R3} * ${of("LHV")}`;
  return {
    virgin: `1 - ${R1} + ${R1} * ${bears} * ${of("qualityIn")}`,
    "recycled-input": `${R1} * ${of("A")}`,
    "recycling-at-end-of-life": `${bears} * ${R2}`,
    "virgin-displaced": `-${bears} * ${R2} * ${of("qualityOut")}`,
    "energy-recovery": `${burns} * ${R3}`,
    "heat-displaced": `-${energy} * ${of("XERheat")}`,
    "power-displaced": `-${energy} * ${of("XERelec")}`,
    disposal: `1 - ${R2} - ${R3}`,
  };
}
