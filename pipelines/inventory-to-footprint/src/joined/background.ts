import { didYouMean, type Unit, unitOf } from "@celadon/quantity";
import { canonicalSystem } from "../folder/canonical-system.ts";
import { csvRows } from "../folder/csv-rows.ts";
import { readUncertainty } from "../folder/uncertainty-file.ts";
import { type LcaAnswer, listed, refuseLca } from "../linear/lca-refusal.ts";
import { byIndex, type LinearSystem, type Named, type Sparse } from "../linear/linear-system.ts";
import type { Entry, Item, SpreadRow } from "./draft-system.ts";

/** A system folder that a plant may take from, under ids that say what it is. */
export interface Background {
  readonly system: LinearSystem;
  /** SHA-256 of its content, and what its ids begin with: `db:` and the first twelve digits of it. */
  readonly hash: string;
  readonly prefix: string;
  readonly spread: readonly SpreadRow[];
}

/**
 * A background from a folder that was read. Its hash is that of its content (`canonicalSystem`), not of how its files are written. Refused: an
 * `uncertainty.csv` that does not fit it.
 */
export function backgroundOf(system: LinearSystem, uncertainty: string | undefined): LcaAnswer<Background> {
  const spread = uncertainty === undefined ? { kind: "accept" as const, value: [] } : spreadIn(uncertainty, system);
  if (spread.kind !== "accept") return spread;
  const canonical = canonicalSystem(system, uncertainty);
  if (canonical.kind !== "accept") return canonical;
  const { hash } = canonical.value;
  return { kind: "accept", value: { system, hash, prefix: `db:${hash.slice(0, 12)}/`, spread: spread.value } };
}

/** The lines of `uncertainty.csv`, their places by id; what they say of a spread stays as it is written. */
function spreadIn(text: string, system: LinearSystem): LcaAnswer<readonly SpreadRow[]> {
  const checked = readUncertainty(text, system, -1); // of no method: all lines are judged, and none of C is kept
  if (checked.kind !== "accept") return checked;
  const [header, ...rows] = csvRows(text);
  const at = new Map(header?.cells.map((name, i) => [name.trim(), i]));
  const sides = {
    A: [idsOf(system.products), idsOf(system.processes)],
    B: [idsOf(system.flows), idsOf(system.processes)],
    C: [idsOf(system.methods), idsOf(system.flows)],
  } as const;
  const value = rows.map(({ cells }): SpreadRow => {
    const cell = (name: string): string => (cells[at.get(name) ?? -1] ?? "").trim();
    const matrix = cell("matrix") as SpreadRow["matrix"]; // the check above knows no other
    const place = { row: cell("row"), column: cell("col") };
    const [rowIds = [], columnIds = []] = matrix === "P" ? [] : sides[matrix];
    const ids = { row: rowIds[Number(place.row)] as string, column: columnIds[Number(place.column)] as string };
    return {
      matrix,
      ...(matrix === "P" ? place : ids),
      cells: [cell("distribution"), cell("p1"), cell("p2"), cell("p3")],
      group: cell("group"),
      ...(at.has("part") && cell("part") !== "" ? { part: cell("part") } : {}),
    };
  });
  return { kind: "accept", value };
}

const idsOf = (list: readonly Named[]): readonly string[] => byIndex(list).map((place) => (list[place] as Named).id);

/** The list in its own order, under ids with the prefix. */
export const prefixed = ({ prefix }: Background, list: readonly Named[]): readonly Item[] =>
  byIndex(list).map((place) => {
    const { index: _index, ...item } = list[place] as Named;
    return { ...item, id: `${prefix}${item.id}` };
  });

/** The numbers of a matrix at ids. */
export function* entriesOf(
  { starts, rows, values }: Sparse,
  { rowIds, columnIds }: { readonly rowIds: readonly string[]; readonly columnIds: readonly string[] },
): Generator<Entry> {
  for (const [j, column] of columnIds.entries())
    for (let k = starts[j] as number; k < (starts[j + 1] as number); k++)
      yield { row: rowIds[rows[k] as number] as string, column, value: values[k] as number };
}

/** A product of a background, and its unit where quantity's table has it. */
export interface Supplier {
  readonly id: string;
  readonly unit: Unit;
}

/** Units as databases spell them. */
const spelled = new Map([
  ["t*km", "t.km"],
  ["kg*km", "kg.km"],
  ["Item(s)", "1"],
]);

/**
 * The product of a background that an id names, with or without its prefix. A name is no id: where products have it they are told, and
 * none is taken. Refused too: a unit that nothing converts to.
 */
export function supplierOf({ system, prefix }: Background, product: string): LcaAnswer<Supplier> {
  const bare = product.startsWith(prefix) ? product.slice(prefix.length) : product;
  const found = system.products.find(({ id }) => id === bare);
  if (found !== undefined) {
    const unit = unitOf(spelled.get(found.unit) ?? found.unit);
    if (unit.kind !== "accept")
      return refuseLca(
        "wrong-unit",
        `Product "${bare}" of the background is counted in "${found.unit}". ${unit.evidence}`,
        [bare],
      );
    return { kind: "accept", value: { id: `${prefix}${bare}`, unit: unit.value } };
  }
  const wanted = product.trim().toLowerCase();
  const ids = system.products.filter(({ name }) => name.trim().toLowerCase() === wanted).map(({ id }) => id);
  if (ids.length > 0)
    return refuseLca(
      "ambiguous-provider",
      `"${product}" is the name of ${ids.length === 1 ? "a product" : "products"} of the background, and a provider is named by its id. Take one of: ${listed(ids)}.`,
      ids,
    );
  const all = system.products.map(({ id }) => id);
  return refuseLca(
    "bad-link",
    `No product of the background has the id "${product}".${didYouMean(product, all)} Its ids stand in its products.csv.`,
    [product],
  );
}
