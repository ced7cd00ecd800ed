import { type Canonical, canonicalJson, sha256Hex } from "@celadon/quantity";
import type { PlantModel } from "./plant-model.ts";

/**
 * SHA-256 over the canonical content of a model. What a person may write in two ways (`1.50` and `1.5`, `m³` and `m3`, keys in
 * another order, a comment) has one content and one hash; a number, a name or a word more has another.
 */
export const modelHash = (model: Omit<PlantModel, "hash">): string =>
  sha256Hex(`celadon-plant-1\n${canonicalJson(canonicalOf(hashed(model)))}`);

/** One length of period stands as it did before there were lists of them: a file that says the same keeps its hash. */
const hashed = (model: Omit<PlantModel, "hash">) => ({
  ...model,
  products: model.products.map(({ periods, ...product }) => ({ ...product, period: periods.join(" ") })),
});

/** The model as plain values. Throws on what no model holds: a function or an undefined would leave the hash unnoticed. */
function canonicalOf(value: unknown): Canonical {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  if (Array.isArray(value)) return value.map(canonicalOf);
  if (typeof value !== "object") throw new Error(`A plant model holds no ${typeof value}.`);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, canonicalOf(part)]));
}
