import type { Footprint, PeerGroup } from "@celadon/proto";
import { accept, type Outcome, reject } from "@celadon/quantity";
import { coalBasis } from "./coal-basis.ts";
import { farmRules } from "./farm-rules.ts";
import type { IndicatorName } from "./indicator-names.ts";

/**
 * Among whom a product may be compared by an indicator: its group, declared unit and boundary, the keys that its plant model
 * states, and those that no model can misstate, because they are read off the inventory:
 *
 *   gwp set, method   how the footprint was worked out
 *   farm rule         which burden of the farm a hide carries (EN 16887: none; others an order of magnitude more)
 *   standard coal     what a kWh counts as, where energy is compared
 *
 * A derived key wins over a stated one of its name. Simulated and real never meet; "illustrative" is a mark and no key. Refused:
 * `no-group`, a product that is compared with nobody.
 */
export function peerGroupOf(footprint: Footprint, indicator: IndicatorName): Outcome<PeerGroup, "no-group"> {
  const { factory, product, inventory, marks } = footprint;
  const declared = inventory?.products.find((one) => one.product === product);
  if (inventory === undefined || declared === undefined || declared.group === "") {
    return reject(
      "no-group",
      `"${product}" of "${factory}" names no group, so it is compared with nobody: give it one in the plant file, products: ${product}: group.`,
    );
  }
  const keys = new Map(declared.keys.map(({ name, value }) => [name, value]));
  const derived: readonly (readonly [name: string, values: readonly string[]])[] = [
    ["farm rule", farmRules(inventory)],
    ["gwp set", indicator === "footprint" ? [footprint.gwpSet] : []],
    ["method", [footprint.method]],
    ["standard coal", coalBasisOf(footprint, indicator)],
  ];
  for (const [name, values] of derived) {
    keys.delete(name);
    if (values.length > 0) keys.set(name, values.join(" + "));
  }
  return accept({
    productGroup: declared.group,
    declaredUnit: footprint.declaredUnit,
    boundary: footprint.boundary,
    keys: [...keys].map(([name, value]) => ({ name, value })).sort((a, b) => (a.name < b.name ? -1 : 1)),
    simulated: marks.includes("simulated") || declared.marks.includes("simulated"),
  });
}

const coalBasisOf = ({ inventory, product }: Footprint, indicator: IndicatorName): readonly string[] =>
  indicator !== "energy"
    ? []
    : coalBasis(
        (inventory?.indicators ?? [])
          .filter((one) => one.name === indicator && one.product === product)
          .flatMap(({ parts }) => parts),
      );
