import type { Decimal, Unit } from "@celadon/quantity";
import { compressed } from "../linear/compressed.ts";
import { csvCell } from "../linear/csv-cell.ts";
import type { LinearSystem, Named, Sparse } from "../linear/linear-system.ts";

/** A row or column before it has a place. */
export type Item = Omit<Named, "index">;

/** One number of a matrix, at the ids of its row and column; several of one place add up. */
export interface Entry {
  readonly row: string;
  readonly column: string;
  readonly value: number;
}

/** What a column gives off of a flow. */
export interface Emission extends Entry {
  /** The part of it that is primary data, 0 to 1. */
  readonly primary: number;
}

/** How an entry of a system is spread: a line of `uncertainty.csv`, its place by ids; of a parameter (P) its id and value. */
export interface SpreadRow {
  readonly matrix: "A" | "B" | "C" | "P";
  readonly row: string;
  readonly column: string;
  /** distribution, p1, p2, p3 */
  readonly cells: readonly [string, string, string, string];
  readonly group: string;
  /** So much of the entry alone, where several exchanges meet in it. */
  readonly part?: string;
}

/** What one line of a plant's inventory takes of the world outside over the period, and of whom. */
export interface Taking {
  /** Its id in the inventory: `process/flow`. */
  readonly line: string;
  readonly process: string;
  readonly activity: string;
  /** The factor rows it was selected, by id. */
  readonly rows: readonly string[];
  /** Undefined: unknown, or nobody can say in which unit. */
  readonly amount: Decimal | undefined;
  readonly unit: Unit | undefined;
  /** The part of it that is primary data, 0 to 1, as in the plant's own footprint. */
  readonly primary: Decimal;
  /** The columns that bear it, each with its share. */
  readonly columns: readonly { readonly id: string; readonly share: Decimal }[];
  /** Products that supply it, each with so much of itself as the whole line takes. */
  readonly of: readonly { readonly product: string; readonly amount: Decimal }[];
}

/** A column that supplies by a factor row: one unit of it emits so much of one gas, and it takes nothing. */
export interface FactorColumn {
  readonly product: Item;
  readonly process: Item;
  /** The row, without what sets its columns apart. */
  readonly row: string;
  readonly flow: string;
  readonly mass: number;
  readonly spread: SpreadRow["cells"] | undefined;
}

/** A system by ids, before anything has a place. Lists stand in the order that their indices shall have. */
export interface DraftSystem {
  readonly products: readonly Item[];
  readonly processes: readonly Item[];
  readonly flows: readonly Item[];
  readonly methods: readonly Item[];
  readonly made: readonly Entry[];
  readonly emitted: readonly Entry[];
  readonly factors: readonly Entry[];
  readonly spread: readonly SpreadRow[];
}

/** The system in numbers, its lists sorted by id; and `uncertainty.csv`, which counts places as the files do. */
export function numbersOf(draft: DraftSystem): { readonly system: LinearSystem; readonly uncertainty: string } {
  const [products, processes, flows, methods] = [
    placed(draft.products),
    placed(draft.processes),
    placed(draft.flows),
    placed(draft.methods),
  ];
  const system = {
    products: products.list,
    processes: processes.list,
    flows: flows.list,
    methods: methods.list,
    M: matrixOf(draft.made, products, processes),
    B: matrixOf(draft.emitted, flows, processes),
    C: matrixOf(draft.factors, methods, flows),
  };
  const sides = { A: [products, processes], B: [flows, processes], C: [methods, flows] } as const;
  const hasParts = draft.spread.some(({ part }) => part !== undefined);
  const lines = draft.spread.map(({ matrix, row, column, cells, group, part }) => {
    const at = matrix === "P" ? [row, column] : sides[matrix].map((side, i) => indexIn(side, i === 0 ? row : column));
    return `${[matrix, ...at, ...cells, group, ...(hasParts ? [part ?? ""] : [])].map(csvCell).join(",")}\n`;
  });
  return {
    system,
    uncertainty: `matrix,row,col,distribution,p1,p2,p3,group${hasParts ? ",part" : ""}\n${lines.join("")}`,
  };
}

const indexIn = ({ list, placeOf }: Placed, id: string): string => `${(list[placeOf(id)] as Named).index}`;

interface Placed {
  readonly list: readonly Named[];
  readonly placeOf: (id: string) => number;
}

function placed(items: readonly Item[]): Placed {
  const list = items
    .map((item, index): Named => ({ ...item, index }))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const places = new Map(list.map(({ id }, place) => [id, place]));
  if (places.size < list.length) throw new Error("Two rows or columns of a system have one id.");
  return {
    list,
    placeOf: (id) => {
      const place = places.get(id);
      if (place === undefined) throw new Error(`"${id}" has no place in this system.`);
      return place;
    },
  };
}

const matrixOf = (entries: readonly Entry[], rows: Placed, columns: Placed): Sparse =>
  compressed({
    rowCount: rows.list.length,
    columnCount: columns.list.length,
    rows: Int32Array.from(entries, ({ row }) => rows.placeOf(row)),
    columns: Int32Array.from(entries, ({ column }) => columns.placeOf(column)),
    values: Float64Array.from(entries, ({ value }) => value),
  });
