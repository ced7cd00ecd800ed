/** Why a linear system has no answer, or a folder no system. Closed. */
export type LcaCode =
  | "bad-file"
  | "not-linked"
  | "not-square"
  | "structurally-singular"
  | "numerically-singular"
  | "not-converged"
  | "unknown-demand"
  | "unknown-method"
  | "empty-inventory"
  | "empty-method"
  | "unknown-impact"
  | "bad-change"
  | "contradictory-inventory"
  | "incomplete-inventory"
  | "running-period"
  | "no-production"
  | "ambiguous-provider"
  | "bad-link"
  | "bad-electricity"
  | "wrong-unit"
  | "no-inventory"
  | "cancelled";

/** A refusal: the rule, whom it is about (at most ten ids, and how many there are in all), the fix. */
export interface LcaRefusal {
  readonly kind: "reject";
  readonly code: LcaCode;
  readonly message: string;
  readonly ids: readonly string[];
  readonly total: number;
}

export type LcaAnswer<T> = { readonly kind: "accept"; readonly value: T } | LcaRefusal;

const idsMost = 10;

export const refuseLca = (code: LcaCode, message: string, ids: readonly string[] = []): LcaRefusal => ({
  kind: "reject",
  code,
  message,
  ids: ids.slice(0, idsMost),
  total: ids.length,
});

/** Given up, because nobody waits for it: no number, and no fault of the system. */
export const cancelledLca = (): LcaRefusal =>
  refuseLca(
    "cancelled",
    "The calculation was given up before it had an answer, because its caller went away or its time was over. Ask again.",
  );

/** `a, b and 3 more`. */
export const listed = (ids: readonly string[]): string =>
  ids.length > idsMost ? `${ids.slice(0, idsMost).join(", ")} and ${ids.length - idsMost} more` : ids.join(", ");
