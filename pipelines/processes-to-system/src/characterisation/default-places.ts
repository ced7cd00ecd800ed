import { isRegion } from "@celadon/factors";
import type { ListRow } from "./list-file.ts";
import type { MatrixLine } from "./matrix-lines.ts";
import type { Method } from "./method.ts";
import { placeIn } from "./placed-flows.ts";

/** A place at which a method of places has no factor of its own, so that its general one counts. */
export interface DefaultPlace {
  readonly method: string;
  /** The code as the lists have it, "" where none is stated. */
  readonly place: string;
  /** Whether it is a code of ISO 3166 (or one of China's grid regions). */
  readonly isKnown: boolean;
  readonly processes: number;
}

/** Codes for the whole world, whose factor is the general one by right. */
export const wholeWorld: ReadonlySet<string> = new Set(["GLO", "world"]);

/** Every such place of one method, in order of code. `counts`: the flows that stand somewhere (water to the air stands nowhere). */
export function defaultPlaces(
  { id, factors }: Method,
  {
    flows,
    processes,
    entries,
    counts,
  }: {
    readonly flows: readonly ListRow[];
    readonly processes: readonly ListRow[];
    readonly entries: readonly MatrixLine[];
    readonly counts: ReadonlySet<string>;
  },
): readonly DefaultPlace[] {
  const own = new Set(factors.map(({ place }) => place));
  const users = new Map<string, Set<number>>();
  for (const { row, col } of entries) {
    const flow = flows[row] as ListRow;
    const place = placeIn(flow, processes[col] as ListRow);
    if (!counts.has(flow.cell("id")) || own.has(place) || wholeWorld.has(place)) continue;
    users.set(place, (users.get(place) ?? new Set()).add(col));
  }
  return [...users]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([place, there]) => ({ method: id, place, isKnown: isRegion(place), processes: there.size }));
}
