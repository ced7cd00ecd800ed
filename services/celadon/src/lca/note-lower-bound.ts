import { boundOf, type FigureBound, indexOfId, type LinearSolver } from "@celadon/inventory-to-footprint/systems";
import type { Shell } from "../shell.ts";

/** The same for products whose figures state no status of their own; on standard error, so that no script meets it among the figures. */
export function noteLowerBounds(shell: Shell, solver: LinearSolver, ids: readonly string[]): void {
  const bound = boundOf(solver);
  noteBounds(
    shell,
    ids.map((id) => {
      const place = indexOfId("unknown-demand", id, solver.system.products);
      return place.kind === "accept" ? bound(place.value) : "complete";
    }),
  );
}

/** Tells people what a figure does not hold. */
export function noteLowerBound(
  shell: Shell,
  { status, flowsWithoutFactor = 0 }: { readonly status: FigureBound; readonly flowsWithoutFactor?: number },
): void {
  noteBounds(shell, [status]);
  if (flowsWithoutFactor > 0)
    shell.note(
      `The method has no factor for ${flowsWithoutFactor} of the flows; what they do is not known, and in no figure.\n`,
    );
}

/** Says so once, where any of some figures is a bound or has none. */
export function noteBounds(shell: Shell, all: readonly string[]): void {
  if (all.includes("lower-bound"))
    shell.note("A lower bound: something was left out of processes upstream (left_out in processes.csv).\n");
  if (all.includes("bound-unknown"))
    shell.note(
      "Neither a lower nor an upper bound: something was left out of processes upstream, and a credit among it, or is credited (left_out and credits_left_out in processes.csv).\n",
    );
}
