import type { FactorRelease } from "./release.ts";
import { select } from "./select.ts";
import { selectNamed } from "./select-named.ts";
import type { Selected } from "./selection.ts";

/** `carrier` as in `standard-coal/<carrier>`: electricity, heat, raw-coal, diesel, natural-gas, … */
export interface WantedCoal {
  readonly carrier: string;
  /** `calorific` (当量值): by heat content. `equivalent` (等价值): by the coal that made it; only electricity has one. */
  readonly basis: "calorific" | "equivalent";
  readonly day: string;
  /** The row that the plant model names; needed where the tables leave a choice. */
  readonly row?: string;
}

/**
 * The standard-coal coefficient of an energy carrier (GB/T 2589): kgce per unit, one row with gas basis `kgce`. 1 kgce is
 * 29.3076 MJ, so a measured calorific value is better than any default. The basis is never chosen here: for electricity the
 * two differ by a factor of 2.5, and every figure states which it used.
 */
export function standardCoal(release: FactorRelease, { carrier, basis, day, row }: WantedCoal): Selected {
  const activity = `standard-coal/${carrier}${basis === "equivalent" ? "-equivalent" : ""}`;
  const wanted = { activity, place: "CN", day, purpose: "indicator" } as const;
  return row === undefined ? select(release, wanted) : selectNamed(release, row, wanted);
}
