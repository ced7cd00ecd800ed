import type { DeclaredProduct } from "@celadon/proto";
import { balanceMarks } from "./balance-marks.ts";
import type { Column } from "./columns-of.ts";
import type { Unknowns } from "./gaps-of.ts";
import type { NeededParts } from "./needed-parts.ts";
import type { Plant } from "./plant-of.ts";
import { upstreamOf } from "./upstream-of.ts";

/**
 * Everything a reader must know beside the figure, each once, in order of text: marks of the product, of every factor row used
 * (recalled ones always), of what a cut-off leaves out, of products not used up, of processes that no product carries.
 */
export function marksOf(
  declared: DeclaredProduct,
  {
    plant,
    upstream,
    parts,
    unknowns,
  }: {
    readonly plant: Plant;
    readonly upstream: readonly Column[];
    readonly parts: NeededParts;
    readonly unknowns: Unknowns;
  },
): readonly string[] {
  const { inventory, columns, impacts } = plant;
  const rows = parts.lines.flatMap(({ factors, coefficients }) => [...factors, ...coefficients]);
  const marks = [
    ...declared.marks,
    ...rows.flatMap((row) => row.marks),
    ...(rows.some(({ confidence }) => confidence === "recalled") ? ["recalled"] : []),
    ...parts.lines.flatMap(({ id }) => impacts.get(id)?.marks ?? []),
    ...unknowns.cutOff.map((where) => `lower bound: cut off at "${where}"`),
    ...balanceMarks(upstream, columns, new Set(inventory.products.map(({ product }) => product))),
    ...carriedByNobody(plant),
  ];
  return [...new Set(marks)].sort();
}

/** Processes with lines of their own that no declared product needs: their burden is in no footprint. */
function carriedByNobody({ inventory, columns }: Plant): readonly string[] {
  const carried = new Set<string>();
  for (const { product } of inventory.products) {
    const upstream = upstreamOf(product, columns);
    if (upstream.kind !== "accept") return [];
    for (const { process } of upstream.value) carried.add(process);
  }
  const idle = new Set(inventory.lines.map(({ process }) => process).filter((process) => !carried.has(process)));
  return [...idle].map(
    (process) => `balance: no declared product needs process "${process}", so none carries its burden`,
  );
}
