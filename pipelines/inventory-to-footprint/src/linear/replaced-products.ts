import { didYouMean } from "@celadon/quantity";
import { compressed } from "./compressed.ts";
import { type LcaAnswer, type LcaRefusal, refuseLca } from "./lca-refusal.ts";
import type { LinearSolver } from "./linear-solver.ts";
import type { LinearSystem, Named, Sparse } from "./linear-system.ts";
import { makerSigns } from "./maker-signs.ts";

/** Another supplier, material or mix in the place of a product. */
export interface Replacement {
  readonly product: string;
  /** The one process that takes the others from now on; where left out, every process. */
  readonly process?: string;
  /**
   * What is taken instead: `factor` units for one unit of the product, 1 where left out and both have the same unit. Several are a mix; the
   * product itself may be one of them, for what stays.
   */
  readonly by: readonly { readonly product: string; readonly factor?: number }[];
}

/**
 * M after replacements. What processes demand of the row of a product moves to the rows of others:
 *
 *   M'_ij = 0,  M'_bj = M_bj + factor_b M_ij        for each demand (i, j) of the product i and each b in its place
 *
 * A demand is an entry whose sign is not that of the entry by which the product is made (so that waste rows may be written either way),
 * outside of the process that makes it: own use is netted there and stays. What is demanded of the system itself stays too. All
 * replacements are of the system as it was, so that their order changes nothing and two products may change places; one for a single
 * process goes before one for all.
 *
 * Refused, `bad-change`: an id that nobody knows, a product replaced twice or by nothing but itself, one that nobody demands, a
 * factor that is not above 0, and one left out where the units differ.
 */
export function replacedProducts(
  { system, makerOf }: LinearSolver,
  replacements: readonly Replacement[],
): LcaAnswer<Sparse> {
  const { M } = system;
  if (replacements.length === 0) return { kind: "accept", value: M };
  const signs = makerSigns(M, makerOf);
  const known = new Map<string, Placed>();
  for (const replacement of replacements) {
    const placed = placedIn(system, replacement);
    if (placed.kind !== "accept") return placed;
    const key = keyOf(placed.value.product, placed.value.process);
    if (known.has(key))
      return bad(replacement, "is replaced twice. Give one replacement, of several products for a mix");
    known.set(key, placed.value);
  }
  const isReplaced = new Set([...known.values()].map(({ product }) => product));
  const moved = new Set<Placed>();
  const [rows, columns, values]: [number[], number[], number[]] = [[], [], []];
  const put = (row: number, column: number, value: number): void => {
    rows.push(row);
    columns.push(column);
    values.push(value);
  };
  for (let j = 0; j < M.columnCount; j++)
    for (let k = M.starts[j] as number; k < (M.starts[j + 1] as number); k++) {
      const [i, value] = [M.rows[k] as number, M.values[k] as number];
      const isDemand = isReplaced.has(i) && makerOf[i] !== j && value * (signs[i] as number) < 0;
      const placed = isDemand ? (known.get(keyOf(i, j)) ?? known.get(keyOf(i, undefined))) : undefined;
      if (placed === undefined) {
        put(i, j, value);
        continue;
      }
      moved.add(placed);
      for (const { product, factor } of placed.by)
        put(product, j, value * factor * (signs[i] as number) * (signs[product] as number));
    }
  for (const placed of known.values())
    if (!moved.has(placed))
      return bad(
        placed.replacement,
        placed.process === undefined
          ? "is demanded by no process, so that nothing would change. Name a product that is"
          : "is not demanded by that process, so that nothing would change. Name one that takes it",
      );
  return {
    kind: "accept",
    value: compressed({
      ...{ rowCount: M.rowCount, columnCount: M.columnCount },
      ...{ rows: Int32Array.from(rows), columns: Int32Array.from(columns), values: Float64Array.from(values) },
    }),
  };
}

/** A replacement by the places of its products and its process. */
interface Placed {
  readonly replacement: Replacement;
  readonly product: number;
  readonly process: number | undefined;
  readonly by: readonly { readonly product: number; readonly factor: number }[];
}

const keyOf = (product: number, process: number | undefined): string => `${product} ${process ?? "all"}`;

function placedIn({ products, processes }: LinearSystem, replacement: Replacement): LcaAnswer<Placed> {
  const product = placeOf(products, replacement.product);
  if (product === -1) return unknown("product", replacement.product, products);
  const process = replacement.process === undefined ? undefined : placeOf(processes, replacement.process);
  if (process === -1) return unknown("process", `${replacement.process}`, processes);
  if (replacement.by.every((one) => one.product === replacement.product))
    return bad(replacement, "is replaced by nothing else. Name another product");
  const by: Placed["by"][number][] = [];
  for (const { product: id, factor } of replacement.by) {
    const other = placeOf(products, id);
    if (other === -1) return unknown("product", id, products);
    const [from, to] = [(products[product] as Named).unit, (products[other] as Named).unit];
    if (factor === undefined && from !== to)
      return bad(
        replacement,
        `is counted in ${from} and "${id}" in ${to}. Say how many ${to} take the place of one ${from}, as a factor`,
      );
    if (factor !== undefined && !(factor > 0 && Number.isFinite(factor)))
      return bad(replacement, `is replaced by ${factor} units of "${id}". Give a factor above 0`);
    by.push({ product: other, factor: factor ?? 1 });
  }
  return { kind: "accept", value: { replacement, product, process, by } };
}

const placeOf = (all: readonly Named[], id: string): number => all.findIndex((one) => one.id === id);

const bad = ({ product, process }: Replacement, what: string): LcaRefusal =>
  refuseLca("bad-change", `Product "${product}"${process === undefined ? "" : ` of process "${process}"`} ${what}.`, [
    product,
  ]);

const unknown = (what: "product" | "process", id: string, all: readonly Named[]): LcaRefusal => {
  const near = didYouMean(
    id,
    all.map((one) => one.id),
  );
  return refuseLca(
    "bad-change",
    `No ${what} of this system has the id "${id}", so that nothing can be replaced.${near} They stand in ${what === "product" ? "products" : "processes"}.csv.`,
    [id],
  );
};
