import type { Footprint } from "@celadon/proto";
import { didYouMean } from "@celadon/quantity";
import { type LcaAnswer, type LcaCode, refuseLca } from "../linear/lca-refusal.ts";
import type { Column } from "../plant/columns-of.ts";
import { footprintOf } from "../plant/footprint-of.ts";
import type { Plant } from "../plant/plant-of.ts";
import { type FootprintRefusal, named } from "../plant/refused.ts";
import { sparseAdjoint } from "../plant/sparse-adjoint.ts";
import { upstreamOf } from "../plant/upstream-of.ts";

/** The plant's own footprints of the products asked for (none: all declared ones). Refused: what one of them is refused for. */
export function footprintsFor(plant: Plant, wanted: readonly string[]): LcaAnswer<readonly Footprint[]> {
  const declared = plant.inventory.products;
  const ids = declared.map(({ product }) => product);
  const stranger = wanted.find((product) => !ids.includes(product));
  if (stranger !== undefined)
    return refuseLca(
      "unknown-demand",
      `Product "${stranger}" is not declared.${didYouMean(stranger, ids)} Declared: ${named(ids)}.`,
      [stranger],
    );
  if (ids.length === 0)
    return refuseLca(
      "unknown-demand",
      `Plant "${plant.inventory.factory}" declares no product. Declare one in its model.`,
      [plant.inventory.factory],
    );
  const footprints: Footprint[] = [];
  for (const one of declared) {
    if (wanted.length > 0 && !wanted.includes(one.product)) continue;
    const answer = footprintOf(one, plant, sparseAdjoint);
    if (answer.kind !== "accept")
      return refuseLca(codes[answer.reason], `${answer.evidence} Or ask for other products.`, answer.ids);
    footprints.push(answer.value);
  }
  return { kind: "accept", value: footprints };
}

const codes: Readonly<Record<FootprintRefusal, LcaCode>> = {
  "singular-system": "numerically-singular",
  "overdrawn-loop": "numerically-singular",
  "not-converged": "not-converged",
  "not-square": "not-square",
  "unknown-product": "unknown-demand",
  "no-production": "no-production",
  "wrong-dimension": "wrong-unit",
  "ambiguous-provider": "ambiguous-provider",
};

/** The columns that any of the products needs, in the order of their products. */
export function upstreamOfAll({ columns }: Plant, footprints: readonly Footprint[]): readonly Column[] {
  const all = new Map<string, Column>();
  for (const { product } of footprints) {
    const upstream = upstreamOf(product, columns);
    if (upstream.kind !== "accept") throw new Error(`Product "${product}" had a footprint a moment ago.`);
    for (const column of upstream.value) all.set(column.product, column);
  }
  const first = new Set(footprints.map(({ product }) => product));
  const rest = [...all.values()].filter(({ product }) => !first.has(product));
  return [
    ...[...first].map((product) => all.get(product) as Column), // each is upstream of itself
    ...rest.sort((a, b) => (a.product < b.product ? -1 : 1)),
  ];
}
