import { type LcaRefusal, refuseLca } from "../linear/lca-refusal.ts";
import type { Column } from "../plant/columns-of.ts";
import type { Unknowns } from "../plant/gaps-of.ts";
import type { NeededParts } from "../plant/needed-parts.ts";

/** Everything is divided by what was made, and split by shares: where one of them is not wholly known, no figure is a bound of anything. */
export function unknownDivisor(
  upstream: readonly Column[],
  parts: NeededParts,
  { gaps }: Unknowns,
): LcaRefusal | undefined {
  const places = new Set([...parts.outputs.map(({ where }) => where)]);
  const shareless = new Set(upstream.filter(({ share }) => share === undefined).map(({ process }) => process));
  const stops = gaps.filter(({ where, excused }) => (!excused && places.has(where)) || shareless.has(where));
  const isKnown = upstream.every(({ output, share }) => output !== undefined && share !== undefined);
  if (stops.length === 0 && isKnown) return undefined;
  const ids = [...new Set(isKnown || stops.length > 0 ? stops.map(({ where }) => where) : shareless)];
  const why = stops.map(({ where, reason }) => `${where}: ${reason}`).join(" ");
  return refuseLca(
    "incomplete-inventory",
    `What was made, or how it is shared, is not wholly known, and every figure would be divided by it. ${why}`.trim(),
    ids,
  );
}
