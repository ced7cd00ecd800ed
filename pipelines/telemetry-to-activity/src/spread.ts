import { addedAt, type Step } from "./step.ts";

/** What one channel did in one cell of a grid of time: an exact amount (pico) and whole milliseconds by class. */
export interface Cell {
  readonly startMs: number;
  readonly pico: bigint;
  readonly measuredMs: number;
  readonly estimatedMs: number;
  readonly marks: number;
}

/** How long the cell is that begins at, or holds, an instant. Cells of every length begin on whole hours. */
export type Grid = (atMs: number) => number;

/** Adds a step to the cells of a grid that it reaches. A cell no step reaches is not in the map: all its time is missing. */
export function addStep(cells: Map<number, Cell>, step: Step, grid: Grid): void {
  let cellMs = grid(step.fromMs);
  for (let start = Math.floor(step.fromMs / cellMs) * cellMs; start < step.toMs; start += cellMs) {
    cellMs = grid(start);
    const from = Math.max(start, step.fromMs);
    const to = Math.min(start + cellMs, step.toMs);
    const before = cells.get(start) ?? { startMs: start, pico: 0n, measuredMs: 0, estimatedMs: 0, marks: 0 };
    cells.set(start, {
      startMs: start,
      pico: before.pico + addedAt(step, to) - addedAt(step, from),
      measuredMs: before.measuredMs + (step.isMeasured ? to - from : 0),
      estimatedMs: before.estimatedMs + (step.isMeasured ? 0 : to - from),
      marks: before.marks | step.marks,
    });
  }
}

/** Steps laid over a grid, by start. */
export function spread(steps: Iterable<Step>, grid: Grid): readonly Cell[] {
  const cells = new Map<number, Cell>();
  for (const step of steps) addStep(cells, step, grid);
  return [...cells.values()].sort((a, b) => a.startMs - b.startMs);
}
