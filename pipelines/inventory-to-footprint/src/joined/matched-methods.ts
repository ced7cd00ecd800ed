import { type LcaAnswer, listed, refuseLca } from "../linear/lca-refusal.ts";
import type { Background } from "./background.ts";
import { methodsOf } from "./plant-draft.ts";

/** One method under two ids. */
export interface MethodPair {
  readonly plant: string;
  readonly background: string;
}

export interface MethodsMatched {
  /** Under the plant's id; `by` says what made them one. */
  readonly pairs: readonly (MethodPair & { readonly by: "given" | "id" | "name" })[];
  /** Of the plant, without a fellow in the background: an impact by it would be half unknown, so it is not in the system. */
  readonly plantOnly: readonly string[];
  /** Of the background, which no flow of the plant has a factor by. */
  readonly backgroundOnly: readonly string[];
}

/** `kg CO2e`, `kg CO2-Eq`, `kg CO2 eq.`: one unit in the spelling of databases. */
const inCo2e = (unit: string): boolean => /^kg[\s-]*CO2[\s-]*(?:e|eq)\.?$/i.test(unit.trim());

/**
 * Ties the plant's methods to those of a background: as given, else by one id, else by one name and unit. Nothing is tied because it looks
 * alike. Refused: the plant's total has no fellow; a given id that nobody knows; a given method in another unit than kg CO2e.
 */
export function matchedMethods(
  gwpSet: string,
  background: Background | undefined,
  given: readonly MethodPair[],
): LcaAnswer<MethodsMatched> {
  const own = methodsOf(gwpSet);
  if (background === undefined) {
    if (given.length > 0)
      return refuseLca(
        "unknown-method",
        "A method is tied to one of a background, and none is given. Name its folder.",
        given.map(({ plant }) => plant),
      );
    return { kind: "accept", value: { pairs: [], plantOnly: [], backgroundOnly: [] } };
  }
  const { methods } = background.system;
  for (const pair of given) {
    const stranger = own.some(({ id }) => id === pair.plant) ? undefined : pair.plant;
    const other = methods.find(({ id }) => id === pair.background);
    if (stranger !== undefined || other === undefined)
      return refuseLca(
        "unknown-method",
        `"${stranger ?? pair.background}" is no method of the ${stranger === undefined ? "background" : "plant"}. The plant has ${listed(own.map(({ id }) => id))}, the background ${listed(methods.map(({ id }) => id))}.`,
        [stranger ?? pair.background],
      );
    if (!inCo2e(other.unit))
      return refuseLca(
        "wrong-unit",
        `Method "${other.id}" of the background counts in "${other.unit}", and the plant's in kg CO2e. Take one in kg CO2e.`,
        [other.id],
      );
  }
  const twice = given.find((pair, i) =>
    given.some((one, k) => k < i && (one.plant === pair.plant || one.background === pair.background)),
  );
  if (twice !== undefined)
    return refuseLca(
      "unknown-method",
      `"${twice.plant}=${twice.background}" ties a method that is tied already. Keep one pair of each.`,
      [twice.plant],
    );
  const free = methods.filter(({ id }) => !given.some((pair) => pair.background === id));
  const pairs = own.flatMap(({ id, name, unit }): MethodsMatched["pairs"] => {
    const said = given.find((pair) => pair.plant === id);
    if (said !== undefined) return [{ ...said, by: "given" }];
    const byId = free.find((method) => method.id === id && inCo2e(method.unit));
    if (byId !== undefined) return [{ plant: id, background: byId.id, by: "id" }];
    const byName = free.filter((method) => method.name === name && method.unit === unit);
    return byName.length === 1
      ? byName.map((method) => ({ plant: id, background: method.id, by: "name" as const }))
      : [];
  });
  const [total] = own;
  if (!pairs.some(({ plant }) => plant === total.id))
    return refuseLca(
      "unknown-method",
      `No method of the background has the id or the name of the plant's "${total.id}" (${total.name}). Say which is the same: --method ${total.id}=ID, with ID one of ${listed(methods.map(({ id }) => id))}.`,
      [total.id, ...methods.map(({ id }) => id)],
    );
  const tied = new Set(pairs.map(({ background: id }) => id));
  return {
    kind: "accept",
    value: {
      pairs,
      plantOnly: own.filter(({ id }) => !pairs.some(({ plant }) => plant === id)).map(({ id }) => id),
      backgroundOnly: methods.filter(({ id }) => !tied.has(id)).map(({ id }) => id),
    },
  };
}
