import { type FactorGroup, wishFor } from "./factor-groups.ts";
import { type FittedRows, fitRows } from "./fit-rows.ts";
import { one } from "./fraction.ts";
import type { FactorWish } from "./plant-model.ts";
import type { Version } from "./versions.ts";

/** Rows that fit an amount, or why there are none. */
export interface Fitted extends FittedRows {
  readonly problems: readonly string[];
}

/** The factor rows for an amount in `unit`, in one stretch of time in which the tables give the same ones. */
export function fittedFactors(
  unit: string,
  wish: FactorWish,
  { version, group }: { readonly version: Version; readonly group: FactorGroup },
): Fitted {
  const none = { rows: [], ncv: [], unit, ratio: one };
  const chosen = group.choose(wishFor(wish, version.model));
  if (chosen.kind !== "accept") return { ...none, problems: [chosen.evidence] };
  const fit = fitRows({ unit, activity: wish.activity }, chosen.value);
  return "problem" in fit ? { ...none, problems: [`${fit.problem} ${fit.fix}`] } : { ...fit, problems: [] };
}
