import type { LinearSystem, Named } from "./linear-system.ts";

/** A loop that takes more of its own products than it makes, so that it supplies nothing: the system solves, by a negative supply. */
export interface Overdrawn {
  /** Ids of its processes, in order; the first ten. */
  readonly processes: readonly string[];
  readonly total: number;
}

/** The loops by name. `loops`: places of processes. */
export const overdrawnOf = ({ processes }: LinearSystem, loops: readonly (readonly number[])[]): readonly Overdrawn[] =>
  loops.map((loop) => ({
    processes: loop
      .map((j) => (processes[j] as Named).id)
      .sort((a, b) => (a < b ? -1 : 1))
      .slice(0, 10),
    total: loop.length,
  }));
