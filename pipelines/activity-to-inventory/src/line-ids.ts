import type { Gap, Line } from "@celadon/proto";
import { localText } from "@celadon/quantity";
import type { LineDraft } from "./line-draft.ts";

/**
 * Gives lines their ids: `process/flow`, or with the local year (day, or time) it begins in where the period is cut for it, so
 * that an id means the same from one footprint to the next. Lines and their gaps, by id.
 */
export function withIds(
  drafts: readonly LineDraft[],
  timeZone: string,
): { readonly lines: readonly Line[]; readonly gaps: readonly Gap[] } {
  const byBase = new Map<string, LineDraft[]>();
  for (const draft of drafts) byBase.set(draft.base, [...(byBase.get(draft.base) ?? []), draft]);
  const named = [...byBase.values()].flatMap((siblings) => {
    const labels = labelsOf(siblings, timeZone);
    return siblings.map((draft, i) => ({
      draft,
      id: siblings.length === 1 ? draft.base : `${draft.base}/${labels[i]}`,
    }));
  });
  const ordered = named.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    lines: ordered.map(({ draft: { base, gaps, ...line }, id }) => ({ id, ...line })),
    gaps: ordered.flatMap(({ draft, id }) => draft.gaps.map((gap) => ({ ...gap, where: id }))),
  };
}

function labelsOf(siblings: readonly LineDraft[], timeZone: string): readonly string[] {
  const starts = siblings.map(({ fromMs }) => localText(Number(fromMs), timeZone));
  const lengths = ["2026".length, "2026-03-01".length, "2026-03-01T06:00:00+08:00".length];
  const length = lengths.find((size) => new Set(starts.map((start) => start.slice(0, size))).size === starts.length);
  return starts.map((start) => start.slice(0, length));
}
