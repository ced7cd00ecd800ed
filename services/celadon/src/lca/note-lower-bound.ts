import { indexOfId, type LinearSolver, lowerBounds } from "@celadon/inventory-to-footprint/systems";
import type { Shell } from "../shell.ts";

/** The same for products whose figures state no status of their own; on standard error, so that no script meets it among the figures. */
export function noteLowerBounds(shell: Shell, solver: LinearSolver, ids: readonly string[]): void {
  const isLowerBound = lowerBounds(solver);
  const isBelow = (id: string): boolean => {
    const place = indexOfId("unknown-demand", id, solver.system.products);
    return place.kind === "accept" && isLowerBound(place.value);
  };
  noteLowerBound(shell, { status: ids.some(isBelow) ? "lower-bound" : "complete" });
}

/** Tells people what a figure does not hold. */
export function noteLowerBound(
  shell: Shell,
  {
    status,
    flowsWithoutFactor = 0,
  }: { readonly status: "complete" | "lower-bound"; readonly flowsWithoutFactor?: number },
): void {
  if (status === "lower-bound")
    shell.note("A lower bound: something was left out of processes upstream (left_out in processes.csv).\n");
  if (flowsWithoutFactor > 0)
    shell.note(
      `The method has no factor for ${flowsWithoutFactor} of the flows; what they do is not known, and in no figure.\n`,
    );
}
