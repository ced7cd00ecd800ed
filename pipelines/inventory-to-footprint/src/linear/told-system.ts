import { compressed } from "./compressed.ts";
import type { LinearSystem, Named } from "./linear-system.ts";

/** A system as a test tells it: what each process makes (+) and takes (-) of products, and its flows. */
export interface Telling {
  readonly processes: Readonly<
    Record<
      string,
      { readonly products: Readonly<Record<string, number>>; readonly flows?: Readonly<Record<string, number>> }
    >
  >;
  /** Factors by method and flow; one method "gwp" where each flow counts 1 when left out. */
  readonly methods?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The order of products; as they are met where left out. */
  readonly products?: readonly string[];
}

/** The told system in numbers. */
export function toldSystem({ processes, methods, products }: Telling): LinearSystem {
  const all = Object.entries(processes);
  const productIds = products ?? [...new Set(all.flatMap(([, one]) => Object.keys(one.products)))];
  const flowIds = [
    ...new Set([
      ...all.flatMap(([, { flows = {} }]) => Object.keys(flows)),
      ...Object.values(methods ?? {}).flatMap((factors) => Object.keys(factors)),
    ]),
  ];
  const told = methods ?? { gwp: Object.fromEntries(flowIds.map((id) => [id, 1])) };
  const methodIds = Object.keys(told);
  const matrix = (rowIds: readonly string[], columns: readonly Readonly<Record<string, number>>[]) => {
    const rowOf = new Map(rowIds.map((id, i) => [id, i]));
    const entries = columns.flatMap((column, j) =>
      Object.entries(column).map(([row, value]) => ({ row: rowOf.get(row) as number, column: j, value })),
    );
    return compressed({
      rowCount: rowIds.length,
      columnCount: columns.length,
      rows: Int32Array.from(entries, ({ row }) => row),
      columns: Int32Array.from(entries, ({ column }) => column),
      values: Float64Array.from(entries, ({ value }) => value),
    });
  };
  const named = (ids: readonly string[], unit: string): readonly Named[] =>
    ids.map((id, index) => ({ id, name: id, unit, index }));
  return {
    products: named(productIds, "kg"),
    processes: named(Object.keys(processes), ""),
    flows: named(flowIds, "kg"),
    methods: named(methodIds, "kg CO2e"),
    M: matrix(
      productIds,
      all.map(([, one]) => one.products),
    ),
    B: matrix(
      flowIds,
      all.map(([, { flows = {} }]) => flows),
    ),
    C: matrix(
      methodIds,
      flowIds.map((flow) =>
        Object.fromEntries(methodIds.flatMap((id) => (told[id]?.[flow] === undefined ? [] : [[id, told[id][flow]]]))),
      ),
    ),
  };
}
