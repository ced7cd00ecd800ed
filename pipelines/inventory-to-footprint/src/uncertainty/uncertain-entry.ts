import type { Distribution } from "./distribution.ts";

/** The numbers of a system, by entry: of M (technosphere), of B (interventions), c, one method's factor by flow, and what formulas read. */
export interface SystemValues {
  readonly technosphere: Float64Array;
  readonly interventions: Float64Array;
  readonly factors: Float64Array;
  readonly parameters: Float64Array;
}

/**
 * A raw exchange, characterisation factor or parameter that is not known exactly, and one place that it adds to:
 *
 *   value of the place = what is certain there + sum of factor * x over its uncertain entries
 *
 * x is drawn before anything is netted or allocated. An exchange that allocation hands to K columns is K entries with one `id`,
 * and so one draw; two exchanges of one flow are two entries of one place, each with its own.
 */
export interface UncertainEntry {
  /** Of the raw exchange: what refusals name, and where its draws come from. */
  readonly id: string;
  /** The name of the draw, where it is shared with others: a parameter, a group. All draws of one name are equal. */
  readonly draw?: string;
  readonly matrix: keyof SystemValues;
  /** Where in the values of that matrix. */
  readonly place: number;
  /** x of the static run, in the exchange's own direction. */
  readonly amount: number;
  /** What the place gets of x: sign, allocated share, unit. */
  readonly factor: number;
  readonly distribution: Distribution;
}

export const drawNameOf = ({ id, draw }: UncertainEntry): string => draw ?? id;
