import type { FactorUse } from "@celadon/proto";

/**
 * Whether a factor row rests on memory: a placeholder, or a value that nobody has read in its source yet. The same rows make the
 * placeholder share of a footprint, so that no part of an amount is counted in two classes.
 */
export const isPlaceholder = ({ confidence, marks }: FactorUse): boolean =>
  confidence === "recalled" || marks.some((mark) => /\bplaceholder\b/.test(mark));
