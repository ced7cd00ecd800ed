import { isRegion } from "@celadon/factors";
import type { Finding } from "../report.ts";
import { wholeWorld } from "./default-places.ts";
import type { Method } from "./method.ts";

/**
 * The places at which processes take or give water and a method has no factor, so that the world's counts: `codesOf` has the places of each such
 * process, "" where none is stated. In order of code.
 */
export function waterDefaultPlaces(
  { id, factors }: Method,
  codesOf: Iterable<ReadonlySet<string>>,
): readonly Finding[] {
  const own = new Set(factors.map(({ place }) => place));
  const counts = new Map<string, number>();
  for (const codes of codesOf) {
    for (const code of codes) {
      if (own.has(code) || wholeWorld.has(code)) continue;
      const before = counts.get(code);
      counts.set(code, before === undefined ? 1 : before + 1);
    }
  }
  return [...counts].sort(byCode).map(([code, count]) => {
    const place = code === "" ? "no stated place" : `"${code}"`;
    const known = code === "" || isRegion(code) ? "" : ", no code of ISO 3166,";
    const message = `Of the processes with water ${count} are at ${place}${known} for which ${id} has no factor: the world's counts.`;
    return { rule: "water-default-place", id: code, message };
  });
}

const byCode = ([a]: readonly [string, number], [b]: readonly [string, number]): number => (a < b ? -1 : a > b ? 1 : 0);
