import { didYouMean } from "@celadon/quantity";
import { type LcaAnswer, refuseLca } from "./lca-refusal.ts";
import type { Named } from "./linear-system.ts";

/** The index of an id among products or methods. Refused: one that nobody knows, with those that are near. */
export function indexOfId(
  code: "unknown-demand" | "unknown-method",
  id: string,
  all: readonly Named[],
): LcaAnswer<number> {
  const index = all.findIndex((one) => one.id === id);
  if (index >= 0) return { kind: "accept", value: index };
  const what = code === "unknown-demand" ? "product" : "method";
  const ids = all.map((one) => one.id);
  return refuseLca(
    code,
    `No ${what} of this system has the id "${id}".${didYouMean(id, ids)} Its ${what}s stand in ${what}s.csv.`,
    [id],
  );
}
