import type { Gap, Inventory } from "@celadon/proto";
import type { Unknowns } from "../plant/gaps-of.ts";

/** Something that is not in the numbers: an excused cut-off, or a gap that keeps the footprint from having a total. */
export interface OpenPlace {
  readonly where: string;
  readonly gaps: readonly Gap[];
  /** The columns it is missing in. */
  readonly columns: readonly string[];
}

/** The gaps of a plant by their place, but those that an estimate stands in for. */
export function openPlaces(
  { processes, lines }: Inventory,
  { gaps, cutOff }: Unknowns,
  columns: readonly { readonly process: string; readonly id: string }[],
): readonly OpenPlace[] {
  const makers = new Map(lines.map(({ id, process }) => [id, process]));
  for (const { id, outputs, uses } of processes) {
    makers.set(id, id);
    for (const { product } of [...outputs, ...uses]) makers.set(`${id}/${product}`, id);
  }
  const excused = new Set(cutOff);
  const places = new Map<string, Gap[]>();
  for (const gap of gaps) {
    if (gap.excused && !excused.has(gap.where)) continue; // an estimate stands in
    places.set(gap.where, [...(places.get(gap.where) ?? []), gap]);
  }
  return [...places].map(([where, own]) => {
    const process = makers.get(where);
    // What belongs to no process we know may concern any.
    const concerned = columns.filter((column) => process === undefined || column.process === process);
    return { where, gaps: own, columns: concerned.map(({ id }) => id) };
  });
}
