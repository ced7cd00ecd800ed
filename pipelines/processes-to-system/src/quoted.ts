/** Ids for a sentence: at most ten, and how many more there are. */
export const quoted = (ids: readonly string[]): string =>
  ids
    .slice(0, 10)
    .map((id) => `"${id}"`)
    .join(", ") + (ids.length > 10 ? ` and ${ids.length - 10} more` : "");
