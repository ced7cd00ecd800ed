import {
  type LcaAnswer,
  type LinearSolver,
  type LinearSystem,
  linearSolver,
  sparseLu,
} from "@celadon/inventory-to-footprint/systems";
import { type BackgroundSpec, backgroundSystem } from "./background-system.ts";

const systems = new Map<string, LinearSystem>();

/** A background system, made once a run; at a scale below 1 a smaller one of the same kind. */
export function systemOf(spec: BackgroundSpec, scale: number): LinearSystem {
  const n = Math.max(2_000, Math.round(spec.n * scale));
  const key = JSON.stringify({ ...spec, n });
  const system = systems.get(key) ?? backgroundSystem({ ...spec, n });
  systems.set(key, system);
  return system;
}

export function accepted<T>(answer: LcaAnswer<T>): T {
  if (answer.kind === "accept") return answer.value;
  throw new Error(`${answer.code}: ${answer.message}`);
}

export const solverOn = (system: LinearSystem): LinearSolver => accepted(linearSolver(system, sparseLu));

/** The best of several times, in milliseconds, once the code has become fast. */
export function bestMs(times: number, work: () => unknown): number {
  for (let k = 0; k < 3; k++) work();
  return Math.min(...Array.from({ length: times }, () => timedMs(work)));
}

export function timedMs(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
