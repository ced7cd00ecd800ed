import type { Inventory } from "@celadon/proto";
import type { LcaAnswer } from "../linear/lca-refusal.ts";
import type { LinearSystem } from "../linear/linear-system.ts";
import { numbersOf } from "./draft-system.ts";
import { plantDraft } from "./plant-draft.ts";
import { type PlantAsked, type PlantParts, plantParts } from "./plant-parts.ts";

/** A plant over a period as a process system, and what it was made from. */
export interface PlantSystem {
  readonly system: LinearSystem;
  /** `uncertainty.csv`: of what is spread, how. */
  readonly uncertainty: string;
  readonly parts: PlantParts;
}

/**
 * The inventory of a period as a process system:  M s = f,  g = B s,  h = C g, at scale 1 the whole period.
 *
 *   factory/process   makes factory/product, uses other products of the plant, takes factor rows, gives off gases
 *   factor:ROW        supplies one unit of what the row is per, takes nothing, gives off `value` of its gas
 *   C                 the warming potentials of the inventory's set; biogenic CO2 by a method of its own
 *
 * M^T y = (C B)^T gives the plant's own footprints of its products, to the rounding of doubles. Refused beside what `plantParts` refuses:
 * nothing. What is not known is counted in `leftOut` of its columns, so that what rests on them is told as a lower bound.
 */
export function plantSystem(inventory: Inventory, asked: PlantAsked): LcaAnswer<PlantSystem> {
  const parts = plantParts(inventory, asked);
  if (parts.kind !== "accept") return parts;
  return { kind: "accept", value: { ...numbersOf(plantDraft(parts.value, parts.value)), parts: parts.value } };
}
