import type { Runs } from "./runs.ts";

type Counted = readonly [entries: readonly { readonly id: string }[], counts: Uint32Array];

/** How often what was drawn had another sign than stated, by id. */
export const crossingsOf = (lists: readonly Counted[]): Runs["crossings"] => {
  const byId = new Map<string, number>();
  for (const [entries, counts] of lists)
    counts.forEach((count, e) => {
      const id = entries[e]?.id;
      if (count === 0 || id === undefined) return;
      byId.set(id, Math.max(count, byId.get(id) ?? count)); // an allocated exchange crosses in all its columns at once
    });
  return new Map([...byId].sort(([a], [b]) => (a < b ? -1 : 1)));
};
