import type { Shell } from "../shell.ts";

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
