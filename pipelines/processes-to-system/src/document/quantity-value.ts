import { accept, type Outcome } from "@celadon/quantity";
import { formulaValue, type Scope, type Valued } from "../formula.ts";
import type { Quantity } from "./shape.ts";

/** A number as it stands, a formula as its scope gives it, with what it follows from. Refused: a formula without a value. */
export const valuedQuantity = (quantity: Quantity, scope: Scope): Outcome<Valued, "formula"> =>
  typeof quantity === "number" ? accept({ value: quantity }) : formulaValue(quantity, scope);

/** The value alone. */
export function quantityValue(quantity: Quantity, scope: Scope): Outcome<number, "formula"> {
  const valued = valuedQuantity(quantity, scope);
  return valued.kind === "accept" ? accept(valued.value.value) : valued;
}

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
