/** What became of one input. Closed on purpose: a fourth kind breaks the build at every reader. */
export type Outcome<T, Reason extends string> =
  | { readonly kind: "accept"; readonly value: T }
  /** Kept and shown, never counted. */
  | { readonly kind: "quarantine"; readonly reason: Reason; readonly evidence: string }
  /** There is no usable input; the sender is told, and its bytes go to the dead letters. */
  | { readonly kind: "reject"; readonly reason: Reason; readonly evidence: string };

/** The input is good, and this is its value. */
export const accept = <T>(value: T): { readonly kind: "accept"; readonly value: T } => ({ kind: "accept", value });

/** `evidence` is a sentence: the rule, the offending id or line, the fix. */
export const quarantine = <Reason extends string>(
  reason: Reason,
  evidence: string,
): { readonly kind: "quarantine"; readonly reason: Reason; readonly evidence: string } => ({
  kind: "quarantine",
  reason,
  evidence,
});

/** `evidence` is a sentence: the rule, the offending id or line, the fix. */
export const reject = <Reason extends string>(
  reason: Reason,
  evidence: string,
): { readonly kind: "reject"; readonly reason: Reason; readonly evidence: string } => ({
  kind: "reject",
  reason,
  evidence,
});
