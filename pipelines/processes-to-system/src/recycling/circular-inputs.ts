import { accept, type Outcome, reject } from "@celadon/quantity";

/** What happens to one unit of a material, by the names of the formula. Undefined: not known, and refused where it is needed. */
export interface CircularParameters {
  /** Recycled content of the input, 0 to 1. */
  readonly R1: number;
  /** Share recycled at the end of life, 0 to 1: what arrives as secondary material, losses taken off. */
  readonly R2: number;
  /** Share burnt with energy recovery at the end of life, 0 to 1. */
  readonly R3: number;
  /** Share of the burdens and credits of recycling that this life cycle bears, 0 to 1. The method allows 0.2 to 0.8, by material. */
  readonly A: number;
  /** The same of energy recovery; 0, as the method sets it, where it is not stated. */
  readonly B?: number;
  /** Qsin/Qp: quality of the recycled input over that of virgin material. Needed where R1 > 0 and A < 1. */
  readonly qualityIn: number | undefined;
  /** Qsout/Qp: quality of what is recycled at the end over that of the virgin material it displaces. Needed where R2 > 0 and A < 1. */
  readonly qualityOut: number | undefined;
  /** What a unit gives when it is burnt; needed where R3 > 0 and B < 1. */
  readonly energy:
    | {
        /** Lower heating value, energy per unit, in the unit of the heat and power displaced. */
        readonly LHV: number;
        /** Efficiencies of the recovery for heat and for power, 0 to 1. */
        readonly XERheat: number;
        readonly XERelec: number;
      }
    | undefined;
}

/** The data sets that the formula names: Ev, Erecycled, E*v, ErecyclingEoL, EER, ESEheat, ESEelec, ED. */
export type CircularPart =
  | "virgin"
  | "recycled-input"
  | "virgin-displaced"
  | "recycling-at-end-of-life"
  | "energy-recovery"
  | "heat-displaced"
  | "power-displaced"
  | "disposal";

/** An input per unit of material; a credit is negative. Heat and power are in the unit of energy of LHV, all else in that of the material. */
export interface CircularInput {
  readonly of: CircularPart;
  readonly amount: number;
}

/** Beyond what adding two decimals can be off: 0.1 + 0.9 recycled and burnt leave nothing to dispose of. */
const tolerance = 1e-12;

const isShare = (value: number): boolean => value >= 0 && value <= 1;

function faultsOf({ R1, R2, R3, A, B = 0, qualityIn, qualityOut, energy }: CircularParameters): readonly string[] {
  const faults: string[] = [];
  for (const [name, value] of Object.entries({ R1, R2, R3, A, B })) {
    if (!isShare(value)) faults.push(`${name} is a share from 0 to 1, and not ${value}.`);
  }
  if (R2 + R3 > 1 + tolerance) {
    faults.push(`R2 + R3 is at most 1, and not ${R2 + R3}: no material is both recycled and burnt.`);
  }
  const ratio = (name: string, value: number | undefined, isNeeded: boolean, needs: string): void => {
    if (value === undefined) {
      if (isNeeded) faults.push(`${name} is not stated, and ${needs} needs it. It is not taken for 1.`);
    } else if (!(value >= 0 && Number.isFinite(value))) faults.push(`${name} is not negative, and not ${value}.`);
  };
  ratio("Qsin/Qp", qualityIn, R1 > 0 && A < 1, "a recycled input that bears a part of the virgin material");
  ratio("Qsout/Qp", qualityOut, R2 > 0 && A < 1, "the credit for recycling at the end of life");
  if (energy === undefined) {
    if (R3 > 0 && B < 1) faults.push("LHV, XER,heat and XER,elec are not stated, and energy recovery (R3) needs them.");
    return faults;
  }
  ratio("LHV", energy.LHV, true, "energy recovery");
  for (const [name, value] of [["XER,heat", energy.XERheat] as const, ["XER,elec", energy.XERelec] as const]) {
    if (!isShare(value)) faults.push(`${name} is an efficiency from 0 to 1, and not ${value}.`);
  }
  return faults;
}

/**
 * The circular footprint formula of the European Union, per unit of material, as ordinary inputs with signs, so that contributions,
 * uncertainty and explanations see each of them:
 *
 *   material  (1 - R1) Ev + R1 (A Erecycled + (1 - A) Ev Qsin/Qp) + (1 - A) R2 (ErecyclingEoL - E*v Qsout/Qp)
 *   energy    (1 - B) R3 (EER - LHV XERheat ESEheat - LHV XERelec ESEelec)
 *   disposal  (1 - R2 - R3) ED
 *
 * Commission Recommendation (EU) 2021/2279, Annex I, section 4.4.8.1; before it equation 3 of Zampori and Pant 2019, EUR 29682 EN. The part (1 - A) R1 Qsin/Qp of the recycled input that its former life does not bear is virgin
 * material: the point of substitution. A = 1 is the cut-off by recycled content, A = 0 credits the end of life in full. Parts of amount 0 are
 * left out. Refused, with every parameter at fault: a share or efficiency outside of 0 to 1, R2 + R3 above 1, a ratio or heating value that is negative, or that is
 * needed and not stated.
 */
export function circularInputs(parameters: CircularParameters): Outcome<readonly CircularInput[], "recycling"> {
  const faults = faultsOf(parameters);
  if (faults.length > 0) return reject("recycling", faults.join(" "));
  const { R1, R2, R3, A, B = 0, qualityIn, qualityOut, energy } = parameters;
  const inputs: CircularInput[] = [];
  const put = (of: CircularPart, amount: number): void => {
    if (amount !== 0) inputs.push({ of, amount });
  };
  // What is undefined here multiplies a factor of 0, or was refused above.
  const substituted = qualityIn === undefined ? 0 : R1 * (1 - A) * qualityIn;
  put("virgin", 1 - R1 + substituted);
  put("recycled-input", R1 * A);
  put("recycling-at-end-of-life", (1 - A) * R2);
  if (qualityOut !== undefined) put("virgin-displaced", -(1 - A) * R2 * qualityOut);
  put("energy-recovery", (1 - B) * R3);
  if (energy !== undefined) {
    put("heat-displaced", -(1 - B) * R3 * energy.LHV * energy.XERheat);
    put("power-displaced", -(1 - B) * R3 * energy.LHV * energy.XERelec);
  }
  const left = 1 - (R2 + R3);
  if (left > tolerance) put("disposal", left);
  return accept(inputs);
}
