import type { LinearSolver } from "./linear-solver.ts";
import { restsOn } from "./rests-on.ts";

/** Which products rest, directly or further up, on a process of which exchanges were left out: their footprints are lower bounds. */
export const lowerBounds = (solver: LinearSolver): ((product: number) => boolean) =>
  restsOn(
    solver,
    solver.system.processes.flatMap(({ leftOut }, j) => (leftOut === undefined ? [] : [j])),
  );
