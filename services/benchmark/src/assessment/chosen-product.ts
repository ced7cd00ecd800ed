import { didYouMean } from "@celadon/quantity";
import { refuse } from "@celadon/runtime";
import type { ProductIndicator } from "./factory-products.ts";

/**
 * The product that intensities are per unit of: the one that is asked for, else the only one whose energy, water or pollutants are
 * measured, else the only one there is. Refused: an unknown product, several without a choice.
 */
export function chosenProduct(
  factory: string,
  rows: readonly ProductIndicator[],
  asked: string,
): Pick<ProductIndicator, "product" | "declaredUnit" | "timeZone"> {
  const products = distinct(rows);
  const measured = distinct(rows.filter(({ indicator }) => indicator !== "footprint"));
  const candidates =
    asked !== "" ? products.filter((name) => name === asked) : measured.length === 1 ? measured : products;
  const [product, ...others] = candidates;
  const named = products.map((name) => `"${name}"`).join(", ");
  if (product === undefined) {
    const message = `No product of "${factory}" is called "${asked}".${didYouMean(asked, products)} Take one of ${named}.`;
    throw refuse({ status: 404, code: "unknown-product", message });
  }
  if (others.length > 0) {
    const message = `"${factory}" makes ${named}, and intensities are per unit of one: name it, --product.`;
    throw refuse({ status: 409, code: "several-products", message });
  }
  const own = rows.filter((row) => row.product === product);
  const { declaredUnit, timeZone } = own.at(0) as ProductIndicator; // the product is of one of the rows
  return { product, declaredUnit, timeZone };
}

const distinct = (rows: readonly ProductIndicator[]): readonly string[] => [
  ...new Set(rows.map(({ product }) => product)),
];
