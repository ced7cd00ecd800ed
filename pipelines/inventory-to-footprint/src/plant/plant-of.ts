import type { FactorUse, Inventory } from "@celadon/proto";
import { accept, type Outcome, reject } from "@celadon/quantity";
import { canonicalInventory } from "./canonical-inventory.ts";
import { type Column, columnsOf } from "./columns-of.ts";
import { type Contradictions, noContradictions, readAmount, readUnit } from "./contradiction.ts";
import { footprintIds } from "./footprint-id.ts";
import type { GwpLookUp } from "./gwp-look-up.ts";
import { impactOf, type LineImpact } from "./impact-of.ts";
import { ordered } from "./stable.ts";

/** A plant over a period, in canonical order and free of contradictions: what all its products share. */
export interface Plant {
  readonly inventory: Inventory;
  readonly columns: readonly Column[];
  readonly impacts: ReadonlyMap<string, LineImpact>;
  /** The GWP rows that the impacts were weighted with. */
  readonly gwps: readonly FactorUse[];
  /** The id of a product's footprint. */
  readonly idOf: (product: string) => string;
}

/**
 * An inventory, read once: canonical order, amounts as decimals, columns after allocation, impacts of all lines.
 * Refused: an inventory that contradicts itself, with every contradiction in one text, a line each.
 */
export function plantOf(given: Inventory, gwp: GwpLookUp): Outcome<Plant, "contradictory-inventory"> {
  const found = noContradictions();
  const inventory = canonicalInventory(given);
  checkHeads(inventory, found);
  const unknownShares = new Set(inventory.gaps.map(({ where }) => where));
  const columns = columnsOf(inventory, unknownShares, found);
  const impacts = new Map(
    inventory.lines.map((line) => [line.id, impactOf(line, { gwpSet: inventory.gwpSet, gwp }, found)]),
  );
  if (found.sentences.length > 0) return reject("contradictory-inventory", found.sentences.join("\n"));
  const gwps = new Map<string, FactorUse>();
  for (const impact of impacts.values()) for (const row of impact.gwps) gwps.set(row.gas, row);
  const sorted = ordered([...gwps.values()], ({ gas }) => gas);
  return accept({ inventory, columns, impacts, gwps: sorted, idOf: footprintIds(inventory, sorted) });
}

function checkHeads({ processes, lines, products, reach, fromMs, toMs, lot }: Inventory, found: Contradictions): void {
  const makers = new Set(processes.map(({ id }) => id));
  if (reach !== "complete" && reach !== "running") {
    found.say(
      `Reach "${reach}" is not known. Say "complete" when the period has ended for every channel, else "running".`,
    );
  }
  if (fromMs >= toMs) found.say(`The period [${fromMs}, ${toMs}) is empty. It has to end after it begins.`);
  const quantity = lot && readAmount(lot.quantity, `Lot "${lot.name}"`, found);
  if (lot !== undefined && (lot.quantity === "" || quantity?.lessThanOrEqualTo(0))) {
    found.say(`Lot "${lot.name}": the quantity is "${lot.quantity}". It has to be above 0.`);
  }
  lines.forEach(({ id, process }, i) => {
    if (id === lines[i - 1]?.id) found.say(`There are two lines "${id}". Give each its own id.`);
    if (!makers.has(process))
      found.say(`Line "${id}" belongs to process "${process}", which the inventory does not have.`);
  });
  products.forEach(({ product, declaredAmount, declaredUnit }, i) => {
    const where = `Declared product "${product}"`;
    if (products.some((other, k) => k < i && other.product === product))
      found.say(`${where} is declared twice. Keep one.`);
    readUnit(declaredUnit, where, found);
    const amount = readAmount(declaredAmount, where, found);
    if (declaredAmount === "" || amount?.lessThanOrEqualTo(0)) {
      found.say(`${where}: the declared amount is "${declaredAmount}". It has to be above 0, for example 1.`);
    }
  });
}
