import type { Footprint, Line } from "@celadon/proto";

/** The inventory lines that this product's figure was made from; the others belong to other products of the plant. */
export function linesOf({ contributions, inventory }: Footprint): readonly Line[] {
  const used = new Set(contributions.map(({ line }) => line));
  return inventory === undefined ? [] : inventory.lines.filter(({ id }) => used.has(id));
}
