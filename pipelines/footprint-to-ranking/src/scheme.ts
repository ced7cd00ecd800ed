import type { MeasuredName } from "./indicator-units.ts";

/** A name in English and Chinese. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

/** A scheme of assessment, as its table states it: what is asked, what it weighs, and what leading and base values are known. */
export interface Scheme {
  readonly id: string;
  /** `GB/T 36132-2025` */
  readonly standard: string;
  readonly name: Words;
  readonly edition: string;
  readonly locator: string;
  /** So many factories at least set leading and base values where the scheme states none. */
  readonly peersLeast: number;
  readonly notes: readonly Words[];
  readonly gates: readonly Gate[];
  /** In the order of their criteria. */
  readonly dimensions: readonly SchemeDimension[];
}

/** What must be met whatever the points. */
export interface Gate {
  readonly id: string;
  readonly number: string;
  readonly clause: string;
  readonly name: Words;
}

export interface SchemeDimension {
  readonly id: string;
  readonly name: Words;
  readonly weight: string;
  readonly criteria: readonly SchemeCriterion[];
}

/** What gives points, by what it is judged by: a yes, a count of items, or a number. */
export type SchemeCriterion = Condition | Checklist | Quantity;

interface Common extends Gate {
  readonly weight: string;
  /** What an assessor is asked. */
  readonly asks: string;
}

/** Full points or none. */
export interface Condition extends Common {
  readonly kind: "condition";
  /** A complete footprint of the product from the cradle on shows that it is met. */
  readonly isShownByFootprint: boolean;
}

/** The value is how many of the items apply. */
export interface Checklist extends Common {
  readonly kind: "checklist";
  readonly items: readonly Words[];
  readonly stated: StatedValues;
}

export interface Quantity extends Common {
  readonly kind: "quantity";
  readonly better: "less" | "more";
  readonly unit: string;
  /** `product`: the declared unit of the product, whatever it is; undefined: a share. */
  readonly per: string | undefined;
  /** The indicator that says it where it is known. Never the footprint: the CO2 of an enterprise is another figure. */
  readonly measured: MeasuredName | undefined;
  /** Undefined: peers set them. */
  readonly stated: StatedValues | undefined;
}

/** Full points at the leading value, none beyond the base; decimal text in the unit of the criterion. */
export interface StatedValues {
  readonly leading: string;
  readonly base: string;
  readonly source: string;
}

export const criteriaOf = ({ dimensions }: Scheme): readonly SchemeCriterion[] =>
  dimensions.flatMap(({ criteria }) => criteria);

/** `tce per m2`, `%`; the unit that values of the criterion have. Nothing for what is met or not. */
export function unitOfCriterion(criterion: SchemeCriterion | Gate, declaredUnit: string): string {
  if (!("kind" in criterion) || criterion.kind !== "quantity") return "";
  const { unit, per } = criterion;
  return per === undefined ? unit : `${unit} per ${per === "product" ? declaredUnit : per}`;
}
