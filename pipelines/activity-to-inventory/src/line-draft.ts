import type { Gap, GasAmount, Line, Source } from "@celadon/proto";
import { decimalText, type Fraction, isNegative, times } from "./fraction.ts";
import type { CutOff } from "./plant-model.ts";
import type { Lack, Quantity, ScaledSource } from "./quantity.ts";

/** A line before it has its id: that depends on whether the period is cut for it. */
export interface LineDraft extends Omit<Line, "id"> {
  /** `process/flow`, or `process/flow/factor` where one amount has several factors. */
  readonly base: string;
  readonly gaps: readonly Omit<Gap, "where">[];
}

/** What is known of an amount once the plant's cut-offs have spoken: text for the line, and the gaps that stay visible. */
export interface Settled {
  readonly amount: Fraction | undefined;
  readonly gaps: readonly Omit<Gap, "where">[];
}

/**
 * An unknown amount stays unknown, unless a cut-off names the line or the channel of every lack: then what was counted
 * stands as a lower bound. An estimate that the model names is told too, excused.
 */
export function settled(quantity: Quantity, names: readonly string[], cutOffs: readonly CutOff[]): Settled {
  const estimates = quantity.estimates.map((reason) => ({ kind: "missing-time", reason, excused: true }));
  const gaps = quantity.lacks.map((lack) => gapOf(lack, cutOffFor(lack, names, cutOffs)));
  const isCutOff = gaps.length > 0 && gaps.every(({ excused }) => excused);
  const bound = quantity.counted === undefined || isNegative(quantity.counted) ? undefined : quantity.counted;
  return { amount: quantity.value ?? (isCutOff ? bound : undefined), gaps: [...estimates, ...gaps] };
}

export const cutOffFor = (
  { channel }: Pick<Lack, "channel">,
  names: readonly string[],
  cutOffs: readonly CutOff[],
): CutOff | undefined => cutOffs.find(({ of }) => names.includes(of) || of === channel);

/** A cut-off gap is told as not modelled: what is left out lowers the figure, which an estimate does not. */
const gapOf = ({ kind, reason }: Lack, cutOff: CutOff | undefined): Omit<Gap, "where"> =>
  cutOff === undefined
    ? { kind, reason, excused: false }
    : {
        kind: kind === "missing-factor" ? kind : "not-modelled",
        reason: `${reason} Cut off: ${cutOff.why}`,
        excused: true,
      };

/** The sources with their coefficients as text, times what the line itself is multiplied with. */
export const sourcesOf = (sources: readonly ScaledSource[], ratio: Fraction): readonly Source[] =>
  sources.map((source) => ({ ...source, coefficient: decimalText(times(source.coefficient, ratio)) }));

/** Mass of the gas where no factor stands between; empty when unknown. */
export const directOf = (gas: string, mass: Fraction | undefined): readonly GasAmount[] => [
  { gas, massKg: mass === undefined ? "" : decimalText(mass) },
];
