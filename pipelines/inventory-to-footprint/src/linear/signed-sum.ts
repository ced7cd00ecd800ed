/** A sum whose positive and negative terms are kept apart, as they may cancel. */
export interface SignedSum {
  readonly positive: number;
  readonly negative: number;
  /** positive + negative. */
  readonly total: number;
  /** positive - negative: what is cut off, and told to be small, is measured against it. */
  readonly gross: number;
  /** Whether the total is large enough beside what cancels in it for shares of it to mean something. */
  readonly isTelling: boolean;
}

/** Adds in the order given. */
export function signedSum(terms: Float64Array): SignedSum {
  let [positive, negative] = [0, 0];
  for (const term of terms) {
    if (term > 0) positive += term;
    else negative += term;
  }
  return signedSumOf(positive, negative);
}

export function signedSumOf(positive: number, negative: number): SignedSum {
  const [total, gross] = [positive + negative, positive - negative];
  return { positive, negative, total, gross, isTelling: isTelling(total, gross) };
}

/** Whether a total is large enough beside the gross sum for shares of it to mean something. */
export const isTelling = (total: number, gross: number): boolean => Math.abs(total) > 1e-9 * gross;
