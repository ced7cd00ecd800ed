import { joinedMoments } from "./moments.ts";
import type { Runs } from "./runs.ts";

/** Runs a to b and b to c as runs a to c, with the bits that these have when made at once. Throws where they do not meet. */
export function joinedRuns(first: Runs, second: Runs): Runs {
  if (first.to !== second.from || first.seed !== second.seed || `${first.products}` !== `${second.products}`)
    throw new Error(
      `Runs ${first.from} to ${first.to} of seed ${first.seed} and ${second.from} to ${second.to} of seed ${second.seed} do not ` +
        "follow each other, or kept other products. Join them in order.",
    );
  const kept = new Float64Array(first.kept.length + second.kept.length);
  kept.set(first.kept);
  kept.set(second.kept, first.kept.length);
  const crossings = new Map(first.crossings);
  for (const [id, count] of second.crossings) {
    const before = first.crossings.get(id);
    crossings.set(id, before === undefined ? count : before + count);
  }
  return {
    ...first,
    to: second.to,
    kept,
    failures: [...first.failures, ...second.failures],
    moments: joinedMoments(first.moments, second.moments),
    crossings: new Map([...crossings].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
