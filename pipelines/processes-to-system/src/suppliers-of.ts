import type { RawProcess } from "./raw-process.ts";

/** Who supplies a flow, found once for all who demand it: a national grid has thousands of both. */
export interface Suppliers {
  /** In order of id. */
  readonly ids: readonly string[];
  readonly isThere: (processId: string) => boolean;
  /** Those at a place, in order of id. */
  readonly at: (locationId: string) => readonly string[];
}

/** By flow, of the processes in order of id. */
export function suppliersOf(processes: readonly RawProcess[]): ReadonlyMap<string, Suppliers> {
  const byFlow = new Map<string, { ids: Set<string>; byPlace: Map<string, string[]> }>();
  for (const { id, products, locationId } of processes) {
    for (const flowId of products) {
      const known = byFlow.get(flowId) ?? { ids: new Set<string>(), byPlace: new Map<string, string[]>() };
      byFlow.set(flowId, known);
      known.ids.add(id);
      if (locationId === undefined) continue;
      const there = known.byPlace.get(locationId);
      if (there === undefined) known.byPlace.set(locationId, [id]);
      else there.push(id);
    }
  }
  return new Map(
    [...byFlow].map(([flowId, { ids, byPlace }]) => [
      flowId,
      { ids: [...ids], isThere: (id) => ids.has(id), at: (locationId) => byPlace.get(locationId) ?? [] },
    ]),
  );
}
