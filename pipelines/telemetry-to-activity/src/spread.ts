import { addedAt, type Step } from "./step.ts";

/** What one channel did in one cell of a grid of time: an exact amount (pico) and whole milliseconds by class. */
export interface Cell {
  readonly startMs: number;
  readonly pico: bigint;
  readonly measuredMs: number;
  readonly estimatedMs: number;
  readonly marks: number;
}

/** Steps laid over a grid of `cellMs`. A cell no step reaches is not in the answer: all of its time is missing. */
export function spread(steps: Iterable<Step>, cellMs: number): readonly Cell[] {
  const cells = new Map<number, Cell>();
  for (const step of steps) {
    for (let start = Math.floor(step.fromMs / cellMs) * cellMs; start < step.toMs; start += cellMs) {
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
  return [...cells.values()].sort((a, b) => a.startMs - b.startMs);
}
