import type { Column } from "../plant/columns-of.ts";
import type { Plant } from "../plant/plant-of.ts";

/** What the rows and columns of a plant are called. */
export interface Names {
  readonly product: (product: string) => string;
  readonly column: (column: Pick<Column, "process" | "product">) => string;
  readonly line: (id: string) => string;
}

/** Ids do not depend on what is asked for: a process has several columns where it makes several products, asked for or not. */
export function namesOf({ inventory: { factory }, columns }: Plant): Names {
  const counts = new Map<string, Set<string>>();
  for (const { process, product } of columns) counts.set(process, (counts.get(process) ?? new Set()).add(product));
  return {
    product: (product) => `${factory}/${product}`,
    column: ({ process, product }) =>
      counts.get(process)?.size === 1 ? `${factory}/${process}` : `${factory}/${process}/${product}`,
    line: (id) => `${factory}/${id}`,
  };
}
