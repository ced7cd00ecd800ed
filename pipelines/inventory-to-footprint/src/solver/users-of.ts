import type { Arrangement } from "./arrangement.ts";

/** Who uses whom, by place: users of place p from `starts[p]` to `starts[p + 1] - 1`, by rising place. */
export interface Users {
  readonly starts: Int32Array;
  readonly places: Int32Array;
}

/** The arrangement's entries the other way round. */
export function usersOf({ starts, places }: Pick<Arrangement, "starts" | "places">): Users {
  const n = starts.length - 1;
  const ends = new Int32Array(n + 1);
  for (const place of places) ends[place + 1] = (ends[place + 1] as number) + 1;
  for (let p = 0; p < n; p++) ends[p + 1] = (ends[p + 1] as number) + (ends[p] as number);
  const next = ends.slice(0, n);
  const users = new Int32Array(places.length);
  for (let p = 0; p < n; p++) {
    for (let k = starts[p] as number; k < (starts[p + 1] as number); k++) {
      const used = places[k] as number;
      users[next[used] as number] = p;
      next[used] = (next[used] as number) + 1;
    }
  }
  return { starts: ends, places: users };
}
