import type { Store } from "@celadon/runtime";
import type { MissingPeriods } from "./missing-periods.ts";

/** Of which times stations said that they have nothing: they are not asked again. */
export interface EmptyPeriods {
  has(mn: string, stretch: MissingPeriods): boolean;
  /** Resolves when durable. */
  add(mn: string, stretch: MissingPeriods): Promise<void>;
}

/** All that stations said, by an earlier process too. */
export async function openEmptyPeriods(store: Store): Promise<EmptyPeriods> {
  const known = new Map<string, MissingPeriods[]>();
  const remember = (mn: string, stretch: MissingPeriods): void => {
    const before = known.get(mn);
    if (before === undefined) known.set(mn, [stretch]);
    else before.push(stretch);
  };
  const rows = await store.rows<Record<"mn" | "beginMs" | "endMs", string>>({
    text: "SELECT mn, beginMs, endMs FROM emptyPeriods FINAL",
  });
  for (const { mn, beginMs, endMs } of rows) remember(mn, { beginMs: Number(beginMs), endMs: Number(endMs) });
  return {
    has: (mn, { beginMs, endMs }) =>
      known.get(mn)?.some((empty) => empty.beginMs <= beginMs && endMs <= empty.endMs) === true,
    add: async (mn, stretch) => {
      remember(mn, stretch);
      const row = Buffer.from(`${mn}\t${stretch.beginMs}\t${stretch.endMs}\n`);
      await store.insert("emptyPeriods", ["mn", "beginMs", "endMs"], row);
    },
  };
}
