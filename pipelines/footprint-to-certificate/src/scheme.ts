/** The rules a certificate is issued under. They stand in the claims, so that a reader knows what was asked of the figure. */
export interface Scheme {
  readonly id: string;
  /** Decimal text, 0 to 1: the largest part of the figure that may rest on placeholders. */
  readonly placeholderShareMax: string;
}

/** Celadon's own rules, until a programme operator sets others: twelve months, and at most half of the figure on placeholders. */
export const internalScheme: Scheme = { id: "celadon-internal-1", placeholderShareMax: "0.5" };
