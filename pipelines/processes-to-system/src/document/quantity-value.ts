import { accept, type Outcome } from "@celadon/quantity";
import { formulaValue, type Scope } from "../formula.ts";
import type { Quantity } from "./shape.ts";

/** A number as it stands, a formula as its scope gives it. Refused: a formula without a value. */
export const quantityValue = (quantity: Quantity, scope: Scope): Outcome<number, "formula"> =>
  typeof quantity === "number" ? accept(quantity) : formulaValue(quantity, scope);

/** The values of several, in their order; the first that has none is told. */
export function quantityValues(quantities: readonly Quantity[], scope: Scope): Outcome<readonly number[], "formula"> {
  const values: number[] = [];
  for (const one of quantities) {
    const value = quantityValue(one, scope);
    if (value.kind !== "accept") return value;
    values.push(value.value);
  }
  return accept(values);
}
