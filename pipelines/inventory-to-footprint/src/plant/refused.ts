/** Why a process system has no answer. */
export type SolveRefusal = "singular-system" | "not-converged";

/** Why a product has no footprint (the closed list of `CalculationRefusal`). A missing amount or factor is none: it makes an `incomplete` footprint. */
export type FootprintRefusal =
  | SolveRefusal
  | "not-square"
  | "unknown-product"
  | "no-production"
  | "wrong-dimension"
  | "ambiguous-provider"
  | "overdrawn-loop";

/** The refusing side of an outcome, with the ids the sentence is about. */
export interface Refused<Reason extends string> {
  readonly kind: "reject";
  readonly reason: Reason;
  readonly evidence: string;
  readonly ids: readonly string[];
}

/** An outcome that knows no quarantine: a system is solved, or it is refused by name. */
export type Answer<T, Reason extends string> = { readonly kind: "accept"; readonly value: T } | Refused<Reason>;

export const refuse = <Reason extends string>(
  reason: Reason,
  evidence: string,
  ids: readonly string[],
): Refused<Reason> => ({ kind: "reject", reason, evidence, ids });

/** `"a", "b" and "c"`; after ten names only how many more there are. */
export function named(ids: readonly string[]): string {
  const quoted = ids.slice(0, 10).map((id) => `"${id}"`);
  if (ids.length > 10) return `${quoted.join(", ")} and ${ids.length - 10} more`;
  const last = quoted.pop();
  return quoted.length === 0 ? `${last}` : `${quoted.join(", ")} and ${last}`;
}
