import type { Footprint, Inventory } from "@celadon/proto";
import { type LcaAnswer, type LcaRefusal, refuseLca } from "../linear/lca-refusal.ts";
import type { Column } from "../plant/columns-of.ts";
import { gapsOf } from "../plant/gaps-of.ts";
import type { GwpLookUp } from "../plant/gwp-look-up.ts";
import { biogenicCo2 } from "../plant/impact-of.ts";
import { neededParts } from "../plant/needed-parts.ts";
import { plantOf } from "../plant/plant-of.ts";
import { netOutput } from "../plant/upstream-of.ts";
import type { Emission, Entry, FactorColumn, Item, Taking } from "./draft-system.ts";
import { factorColumns, takingOf } from "./factor-columns.ts";
import { type OpenPlace, openPlaces } from "./open-places.ts";
import { ownColumns } from "./own-columns.ts";
import { placedLines } from "./placed-lines.ts";
import { type Names, namesOf } from "./plant-names.ts";
import type { RowLookUp } from "./row-spread.ts";
import { type RowUsed, rowsUsed, rowsWithTwoValues } from "./rows-used.ts";
import { unknownDivisor } from "./unknown-divisor.ts";
import { footprintsFor, upstreamOfAll } from "./wanted-products.ts";

export interface PlantAsked {
  readonly gwp: GwpLookUp;
  /** Without it no factor row is spread. */
  readonly rowOf?: RowLookUp;
  /** Declared products; empty, or absent: all of them. What none of them needs is left out. */
  readonly products?: readonly string[];
}

/** The inventory of a period as pieces of a system, what it buys not yet tied to whoever supplies it. */
export interface PlantParts {
  readonly inventory: Inventory;
  /** The plant's own footprints of the products asked for. */
  readonly footprints: readonly Footprint[];
  readonly products: readonly Item[];
  readonly processes: readonly Item[];
  readonly made: readonly Entry[];
  /** What the plant gives off itself. */
  readonly emitted: readonly Emission[];
  readonly takings: readonly Taking[];
  readonly columns: readonly FactorColumn[];
  readonly rows: ReadonlyMap<string, RowUsed>;
  /** kg CO2e per kg of each flow that has a warming potential. */
  readonly weightOf: (flow: string) => number | undefined;
  readonly open: readonly OpenPlace[];
}

/**
 * Splits a plant into columns of a system, in amounts of the period: what each process makes and uses of the others, what its lines
 * take, what it gives off. A column is `factory/process` (`factory/process/product` where it makes several), a product `factory/product`.
 *
 * Refused: an inventory that contradicts itself, a period that runs still, what the footprint of a product is refused for, and an unknown
 * amount or share that every figure would be divided by. What else is unknown is an open place.
 */
export function plantParts(
  given: Inventory,
  { gwp, rowOf = () => undefined, products = [] }: PlantAsked,
): LcaAnswer<PlantParts> {
  const read = plantOf(given, gwp);
  if (read.kind !== "accept") return refuseLca("contradictory-inventory", read.evidence);
  const plant = read.value;
  const { inventory } = plant;
  if (inventory.reach === "running")
    return refuseLca(
      "running-period",
      `The period of "${inventory.factory}" runs still, so nothing can be said per unit yet. Take a period that has ended.`,
      [inventory.factory],
    );
  const figures = footprintsFor(plant, products);
  if (figures.kind !== "accept") return figures;
  const upstream = upstreamOfAll(plant, figures.value);
  const parts = neededParts(inventory, upstream);
  const unknowns = gapsOf(inventory, parts, plant.impacts);
  const stop = unknownDivisor(upstream, parts, unknowns);
  if (stop !== undefined) return stop;
  const clash = rowsWithTwoValues(inventory.lines);
  if (clash !== undefined) return clash;

  const names = namesOf(plant);
  const placed = placedLines(parts.lines, plant, { upstream, names });
  const columns = factorColumns(inventory, rowOf);
  const own = ownColumns(placed);
  const declared = new Map(inventory.products.map(({ product, name }) => [product, name]));
  const makers = new Map(inventory.processes.map(({ id, stage }) => [id, stage]));
  const found: PlantParts = {
    inventory,
    footprints: figures.value,
    products: [
      ...upstream.map(({ product, unit }) => {
        const name = declared.get(product);
        return {
          id: names.product(product),
          name: name === undefined || name === "" ? product : name,
          unit: unit.symbol,
        };
      }),
      ...own.items.map((item) => ({ id: item.id, name: item.name, unit: "1" })),
    ],
    processes: [
      ...upstream.map((column) => {
        const stage = makers.get(column.process);
        const item = { id: names.column(column), name: column.process, unit: "", scope: "1" };
        return stage === undefined || stage === "" ? item : { ...item, stage };
      }),
      ...own.items,
    ],
    made: [...upstream.flatMap((column) => exchangesOf(column, names)), ...own.made],
    emitted: own.emitted,
    takings: placed.map((one) => takingOf(one, columns)),
    columns: [...columns.values()],
    rows: rowsUsed(parts.lines, rowOf),
    weightOf: weightsBy(gwp, inventory.gwpSet),
    open: openPlaces(
      inventory,
      unknowns,
      upstream.map((column) => ({ process: column.process, id: names.column(column) })),
    ),
  };
  return twoOfOneId(found) ?? { kind: "accept", value: found };
}

function exchangesOf(column: Column, names: Names): readonly Entry[] {
  const id = names.column(column);
  const net = netOutput(column);
  if (net === undefined) throw new Error(`The output of "${id}" was known a moment ago.`);
  const uses = [...column.uses].flatMap(([product, amount]) =>
    product === column.product || amount === undefined || amount.isZero()
      ? []
      : [{ row: names.product(product), column: id, value: -amount.toNumber() }],
  );
  return [{ row: names.product(column.product), column: id, value: net.toNumber() }, ...uses];
}

/** Biogenic CO2 counts 1 by its own method; what its source has weighted counts 1. */
const weightsBy =
  (gwp: GwpLookUp, set: string) =>
  (flow: string): number | undefined => {
    if (flow === biogenicCo2 || flow.startsWith("CO2e:")) return 1;
    const row = gwp(flow, set);
    return row.kind === "accept" ? Number(row.value.value) : undefined;
  };

function twoOfOneId({ products, processes, columns }: PlantParts): LcaRefusal | undefined {
  for (const list of [products, processes, columns.map(({ product }) => product)]) {
    const ids = list.map(({ id }) => id);
    const twice = ids.find((id, i) => ids.indexOf(id) !== i);
    if (twice !== undefined)
      return refuseLca(
        "contradictory-inventory",
        `"${twice}" would name two rows or columns of the system. Give one of the processes, products or lines of that name another one.`,
        [twice],
      );
  }
  return undefined;
}
