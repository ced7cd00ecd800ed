import type { Factor, Purpose } from "./factor.ts";
import type { Mark } from "./mark.ts";

/** What is wanted: a factor for this activity at this place, on this day, for this purpose. All four match exactly. */
export interface Wanted {
  readonly activity: string;
  /** ISO 3166 code, China's grid region, or `world`: the place of the row itself, never a wider one in its stead. */
  readonly place: string;
  readonly day: string;
  readonly purpose: Purpose;
}

/** The rows to multiply with: one a gas basis, all of one source, all per the same unit. */
export interface Selection {
  /** Id of the family: what a plant model writes to name the same rows. */
  readonly id: string;
  readonly rows: readonly Factor[];
  /** Net calorific value of the fuel, where its source gives one. */
  readonly ncv?: Factor;
  /** Whether the plant model named the rows. */
  readonly named: boolean;
  readonly marks: readonly Mark[];
}

/** A row of the same activity that was not selected, and why not. */
export interface Candidate {
  readonly id: string;
  readonly region: string;
  readonly dataYear?: number;
  readonly why: readonly Mark[];
}

export type FactorRefusal = "factor-missing" | "factor-ambiguous" | "factor-unknown" | "wanted-invalid";

/**
 * An `Outcome<Selection, FactorRefusal>`; a refusal also carries the nearest rows as data. `evidence` is `problem` and `fix`, the
 * line to write into the plant file.
 */
export type Selected =
  | { readonly kind: "accept"; readonly value: Selection }
  | {
      readonly kind: "reject";
      readonly reason: FactorRefusal;
      readonly evidence: string;
      readonly problem: string;
      readonly fix: string;
      readonly candidates: readonly Candidate[];
    };

/** A refusal from its two sentences. */
export const refusedSelection = (
  reason: FactorRefusal,
  { problem, fix }: { readonly problem: string; readonly fix: string },
  candidates: readonly Candidate[] = [],
): Selected => ({ kind: "reject", reason, evidence: `${problem} ${fix}`, problem, fix, candidates });
