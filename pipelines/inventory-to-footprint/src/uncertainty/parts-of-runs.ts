import type { Runs } from "./runs.ts";

/** What a group gave in each run, in their order: of the products that were told by parts the `which`-th, of its groups the `group`-th. */
export function partsOfRuns({ parts }: Runs, which: number, group: number): Float64Array {
  const count = parts?.groups[which];
  if (parts === undefined || count === undefined || group >= count)
    throw new Error(`Part ${group} of product ${which} was not kept: ask for it with the runs.`);
  const width = parts.groups.reduce((sum, groups) => sum + groups, 0);
  const at = parts.groups.slice(0, which).reduce((sum, groups) => sum + groups, group);
  return Float64Array.from({ length: parts.kept.length / width }, (_, run) => parts.kept[run * width + at] as number);
}
