import type { DeclaredProduct, Inventory, Output, Use } from "@celadon/proto";
import { convert, Decimal, unitOf } from "@celadon/quantity";
import { type Column, columnsOf } from "./columns-of.ts";
import { noContradictions } from "./contradiction.ts";
import type { ExactColumn } from "./plant-matrix.ts";
import { type Answer, type FootprintRefusal, refuse } from "./refused.ts";
import { netOutput } from "./upstream-of.ts";

/** What is asked of the process system, in the unit the product is counted in. */
interface Demand {
  /** f: the declared unit, or all that was made. Of a lot: what was metered of the product for each declared unit of its quantity. */
  readonly amount: Decimal;
  /** All that was made, own use taken off; 1 when unknown. */
  readonly made: Decimal;
  /** All that was made in the declared unit, as text; absent when unknown. */
  readonly produced: string | undefined;
  /** False for a running period and for an unknown production: then figures are of the whole period. */
  readonly isPerUnit: boolean;
}

/** The quantity of the lot in the unit the product is counted in; undefined where the period is not that of a lot. */
function lotOver(
  lot: Inventory["lot"],
  product: string,
  column: Column,
): Answer<Decimal | undefined, FootprintRefusal> {
  if (lot === undefined) return { kind: "accept", value: undefined };
  const unit = unitOf(lot.unit);
  if (unit.kind !== "accept") return refuse("wrong-dimension", `Lot "${lot.name}": ${unit.evidence}`, [product]);
  const quantity = convert(new Decimal(lot.quantity), unit.value, column.unit);
  if (quantity.kind === "accept") return { kind: "accept", value: quantity.value };
  return refuse("wrong-dimension", `Lot "${lot.name}": ${quantity.evidence}`, [product]);
}

/** What the lot itself made of the product, also where its process shares by the amounts of months. */
function netOfLot(inventory: Inventory, { process, product }: Column): Decimal | undefined {
  const ofLot = <T extends Output | Use>(flows: readonly T[]): readonly T[] =>
    flows.map((flow) => ({ ...flow, amount: flow.amountOfLot ?? flow.amount }));
  const processes = inventory.processes
    .filter(({ id }) => id === process)
    .map((one) => ({ ...one, outputs: ofLot(one.outputs), uses: ofLot(one.uses) }));
  const columns = columnsOf({ ...inventory, processes }, new Set([process]), noContradictions());
  const column = columns.find((one) => one.product === product);
  return column && netOutput(column);
}

/** Refused: a declared unit that the product's unit does not convert to, and a maker that does not make the product. */
export function declaredDemand(
  { product, process, declaredAmount, declaredUnit }: DeclaredProduct,
  {
    inventory,
    upstream,
    matrix,
  }: {
    readonly inventory: Inventory;
    readonly upstream: readonly Column[];
    readonly matrix: readonly ExactColumn[];
  },
): Answer<Demand, FootprintRefusal> {
  const at = upstream.findIndex((column) => column.product === product);
  const column = upstream[at] as Column;
  if (process !== "" && process !== column.process) {
    return refuse(
      "unknown-product",
      `Product "${product}" is declared of process "${process}", but "${column.process}" makes it. Name that process.`,
      [product, process, column.process],
    );
  }
  const unit = unitOf(declaredUnit);
  if (unit.kind !== "accept") return refuse("wrong-dimension", `Product "${product}": ${unit.evidence}`, [product]);
  const one = convert(new Decimal(declaredAmount), unit.value, column.unit);
  if (one.kind !== "accept") return refuse("wrong-dimension", `Product "${product}": ${one.evidence}`, [product]);
  const ofLot = lotOver(inventory.lot, product, column);
  if (ofLot.kind !== "accept") return ofLot;
  const net = netOutput(column);
  const ownNet = ofLot.value === undefined ? net : netOfLot(inventory, column);
  const produced = ownNet && convert(ownNet, column.unit, unit.value);
  const isPerUnit = net !== undefined && inventory.reach !== "running";
  const { net: made } = matrix[at] as ExactColumn;
  return {
    kind: "accept",
    value: {
      amount: !isPerUnit ? made : ofLot.value === undefined ? one.value : one.value.times(made).dividedBy(ofLot.value),
      made,
      produced: produced?.kind === "accept" ? produced.value.toSignificantDigits(40).toFixed() : undefined,
      isPerUnit,
    },
  };
}
