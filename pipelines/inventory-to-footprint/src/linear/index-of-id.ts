import { didYouMean } from "@celadon/quantity";
import { type LcaAnswer, refuseLca } from "./lca-refusal.ts";
import type { Named } from "./linear-system.ts";

const most = 5;

/** The index of an id among products or methods. Refused: one that nobody knows, with those of that name, else those that are near. */
export function indexOfId(
  code: "unknown-demand" | "unknown-method",
  id: string,
  all: readonly Named[],
): LcaAnswer<number> {
  const index = all.findIndex((one) => one.id === id);
  if (index >= 0) return { kind: "accept", value: index };
  if (all.length === 0 && code === "unknown-method")
    return refuseLca(
      code,
      `No method "${id}": this system has no method at all, so that only its supply is known. Characterise it first.`,
      [id],
    );
  const called = all.filter((one) => one.name === id).map((one) => `"${one.id}"`);
  const byName =
    called.length === 0
      ? ""
      : ` It is the name of ${called.slice(0, most).join(", ")}${called.length > most ? " and others" : ""}: tell it by the id.`;
  const what = code === "unknown-demand" ? "product" : "method";
  const ids = all.map((one) => one.id);
  return refuseLca(
    code,
    `No ${what} of this system has the id "${id}".${byName === "" ? didYouMean(id, ids) : byName} Its ${what}s stand in ${what}s.csv.`,
    [id],
  );
}
