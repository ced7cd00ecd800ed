import { type Changes, changedSystem } from "./changed-system.ts";
import type { LcaAnswer } from "./lca-refusal.ts";
import { type Fallback, type LinearSolver, linearSolver } from "./linear-solver.ts";

/** Answers for a system as it shall be. */
export function changedSolver(
  before: LinearSolver,
  { fallback, ...changes }: Changes & { readonly fallback: Fallback },
): LcaAnswer<LinearSolver> {
  const changed = changedSystem(before, changes);
  return changed.kind === "accept" ? linearSolver(changed.value, fallback, before.cancelled) : changed;
}
