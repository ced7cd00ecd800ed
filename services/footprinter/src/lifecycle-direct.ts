import type { FactorRelease } from "@celadon/factors";
import { footprintsOf, gwpOf } from "@celadon/inventory-to-footprint";
import type { Lifecycle } from "./lifecycle.ts";

/** The engine in this process, by a plain call. */
export const lifecycleDirect = (release: FactorRelease): Lifecycle => {
  const gwp = gwpOf(release);
  return { calculate: async (inventory) => footprintsOf(inventory, { gwp }) };
};
