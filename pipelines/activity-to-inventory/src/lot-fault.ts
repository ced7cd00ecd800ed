import type { LotMade } from "@celadon/proto";
import { didYouMean, type Outcome, reject, unitOf } from "@celadon/quantity";
import type { PlantModel } from "./plant-model.ts";
import { dimensionOf, unitRatio } from "./unit-ratio.ts";

export type LotRefusal = "unknown-product" | "wrong-unit";

/** Why a lot is none of this plant: a product it does not declare, or a quantity that does not become the declared unit. */
export function lotFault(
  { product: name, unit }: Pick<LotMade, "product" | "unit">,
  { factory, products }: Pick<PlantModel, "factory" | "products">,
): Outcome<never, LotRefusal> | undefined {
  const names = products.map((product) => product.name);
  const product = products.find((one) => one.name === name);
  if (product === undefined) {
    const made = names.length === 0 ? "It declares none." : `It makes ${names.join(", ")}.`;
    return reject(
      "unknown-product",
      `No product of "${factory}" is called "${name}".${didYouMean(name, names)} ${made}`,
    );
  }
  const known = unitOf(unit);
  if (known.kind !== "accept") return reject("wrong-unit", known.evidence);
  if (unitRatio(unit, product.declaredUnit) !== undefined) return undefined;
  return reject(
    "wrong-unit",
    `The lot is counted in ${unit}, which is ${dimensionOf(unit)}, and "${name}" is declared per ${product.declaredUnit}, which is ${dimensionOf(product.declaredUnit)}. Count it in ${product.declaredUnit}.`,
  );
}
