import type { Selection } from "@celadon/proto";
import { type Answer, rejected } from "./answer.ts";

const idsShown = 10;

/** The entries of a list that a selection asks for, in the order of the list. Refused: an id that is not in it. */
export function selected<Entry extends { readonly id: string; readonly amount: number }>(
  all: readonly Entry[],
  selection: Selection | undefined,
  what: "process" | "flow",
): Answer<readonly Entry[]> {
  if (selection === undefined) return { kind: "accept", value: all };
  const asked = new Set(selection.ids);
  const shown = new Set<Entry>();
  for (const entry of all) if (asked.delete(entry.id)) shown.add(entry);
  const strangers = [...asked];
  if (strangers.length > 0)
    return {
      ...rejected("unknown-entry", `No ${what} of this system has the id "${strangers[0]}". Ask for ids that it has.`),
      ...{ ids: strangers.slice(0, idsShown), total: strangers.length },
    };
  if (selection.largest > 0) {
    const bySize = all.toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount)); // stable: equals by their order
    for (const entry of bySize.slice(0, selection.largest)) shown.add(entry);
  }
  return { kind: "accept", value: all.filter((entry) => shown.has(entry)) };
}
