import { waitReason } from "./wait-reason.ts";

/** A refusal for the caller: status, a stable code, and a sentence with the rule, the offender and the fix. */
export interface Refusal {
  /** As HTTP counts them; gRPC has its own, see `grpc-refusals.ts`. */
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
}

/** Thrown by a handler to answer with a refusal; anything else that is thrown is a bug and is answered without internals. */
export const refuse = (refusal: Refusal): Error & { readonly refusal: Refusal } =>
  Object.assign(new Error(refusal.message), { refusal });

/** The refusal an error carries, or is: what passes by itself asks the caller to come again. Undefined for a bug. */
export const refusalOf = (error: unknown): Refusal | undefined => {
  const why = waitReason(error);
  if (why !== undefined) return { status: 503, code: "waiting", message: `${why} Send it again in a while.` };
  if (!(error instanceof Error) || !("refusal" in error)) return undefined;
  return error.refusal as Refusal; // only `refuse` sets this field
};

/** What a caller hears of a bug. */
export const bugMessage =
  "Something in Celadon broke; the log has the details. Nothing acknowledged is lost: try again.";
