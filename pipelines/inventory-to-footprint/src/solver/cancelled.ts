/** Asked now and then while something is worked out: true where nobody waits for it any more. */
export type Cancelled = () => boolean;

/** Somebody waits to the end. */
export const never: Cancelled = () => false;

const givenUp = new Error("Given up, because nobody waits for it any more.");

/**
 * Gives up where nobody waits. Thrown, not returned, because it may come from the depth of an ordering or of a factorisation, and
 * nothing that was begun may be kept by anybody on the way; `unlessCancelled` makes an outcome of it again. Asked once a sweep or once a
 * batch of columns, never once a row.
 */
export function goOnUnless(cancelled: Cancelled): void {
  if (cancelled()) giveUp();
}

/** The same, of every so many steps: for loops whose steps are too small to ask in each. */
export function inSteps(cancelled: Cancelled, every: number): () => void {
  let steps = 0;
  return () => {
    steps += 1;
    if (steps % every === 0) goOnUnless(cancelled);
  };
}

export function giveUp(): never {
  throw givenUp;
}

/** What the work comes to, or that it was given up. */
export function unlessCancelled<T>(work: () => T): T | "cancelled" {
  try {
    return work();
  } catch (error) {
    if (error === givenUp) return "cancelled";
    throw error;
  }
}
