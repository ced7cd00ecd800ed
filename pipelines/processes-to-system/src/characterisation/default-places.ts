import { isRegion } from "@celadon/factors";
import type { Finding } from "../report.ts";
import type { Method } from "./method.ts";
import { wholeWorld } from "./world-places.ts";

/** A place at which a method of places has no factor of its own. */
export interface DefaultPlace {
  readonly method: string;
  /** The code as the lists have it, "" where none is stated. */
  readonly place: string;
  /** Whether it is a code of ISO 3166 (or one of China's grid regions). */
  readonly isKnown: boolean;
  /** Whose factor counts there: `CN`, a country for its part; `world`; null: none, so that what is exchanged there is unknown. */
  readonly factorOf: string | null;
  readonly processes: number;
}

/**
 * Every such place of one method, in order of code. `codesOf` has the places at which each process exchanges what stands somewhere (water to the
 * air stands nowhere), "" where none is stated.
 */
export function defaultPlaces({ id, places }: Method, codesOf: Iterable<ReadonlySet<string>>): readonly DefaultPlace[] {
  const counts = new Map<string, number>();
  for (const codes of codesOf) {
    for (const code of codes) {
      if (places.get(code) === code || wholeWorld.has(code)) continue;
      const before = counts.get(code);
      counts.set(code, before === undefined ? 1 : before + 1);
    }
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([place, processes]) => ({
      ...{ method: id, place, isKnown: isRegion(place), processes },
      factorOf: places.has(place) ? (places.get(place) ?? null) : "world",
    }));
}

/** What is said of such a place to people: `water-place-unknown`, `water-country-place` or `water-default-place`. */
export function findingAt({ method, place, isKnown, factorOf, processes }: DefaultPlace): Finding {
  const at = place === "" ? "no stated place" : `"${place}"`;
  const known = place === "" || isKnown ? "" : ", no code of ISO 3166,";
  const [rule, what] =
    factorOf === null
      ? ["water-place-unknown", "their impact by it is unknown. State a country, or none where nobody knows it"]
      : factorOf === "world"
        ? ["water-default-place", "the world's counts"]
        : ["water-country-place", `that of ${factorOf} counts`];
  const message = `Of the processes with water ${processes} are at ${at}${known} for which ${method} has no factor: ${what}.`;
  return { rule, id: place, message };
}
