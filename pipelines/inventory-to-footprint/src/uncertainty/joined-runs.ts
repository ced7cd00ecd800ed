import { joinedMoments } from "./moments.ts";
import type { Runs } from "./runs.ts";

/** Runs a to b and b to c as runs a to c, with the bits that these have when made at once. Throws where they do not meet. */
export function joinedRuns(first: Runs, second: Runs): Runs {
  if (
    first.to !== second.from ||
    first.seed !== second.seed ||
    `${first.products}` !== `${second.products}` ||
    `${first.parts?.groups}` !== `${second.parts?.groups}`
  )
    throw new Error(
      `Runs ${first.from} to ${first.to} of seed ${first.seed} and ${second.from} to ${second.to} of seed ${second.seed} do not ` +
        "follow each other, or kept other products. Join them in order.",
    );
  const crossings = new Map(first.crossings);
  for (const [id, count] of second.crossings) {
    const before = first.crossings.get(id);
    crossings.set(id, before === undefined ? count : before + count);
  }
  return {
    ...first,
    to: second.to,
    kept: behind(first.kept, second.kept),
    ...(first.parts === undefined || second.parts === undefined
      ? {}
      : { parts: { ...first.parts, kept: behind(first.parts.kept, second.parts.kept) } }),
    failures: [...first.failures, ...second.failures],
    moments: joinedMoments(first.moments, second.moments),
    crossings: new Map([...crossings].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function behind(first: Float64Array, second: Float64Array): Float64Array {
  const both = new Float64Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
