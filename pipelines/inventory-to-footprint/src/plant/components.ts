import { blockOrder } from "../solver/block-order.ts";
import type { ProcessSystem } from "./process-system.ts";

/**
 * The loops of a plant's system, suppliers first, the members of each in the order of products. A process outside every loop is alone.
 *
 * Where a diagonal entry is 0, column i does not make product i and the graph says nothing: then all is one loop.
 */
export function components(system: ProcessSystem): readonly Int32Array[] {
  const columnOf = Int32Array.from(system.products, (_, i) => i);
  if (system.products.length === 0) return [];
  if (!hasFullDiagonal(system)) return [columnOf];
  const { columns, starts } = blockOrder(system, { columnOf });
  return Array.from({ length: starts.length - 1 }, (_, b) => columns.slice(starts[b], starts[b + 1]).sort());
}

const hasFullDiagonal = ({ products, starts, rows, values }: ProcessSystem): boolean =>
  products.every((_, j) => {
    const k = rows.subarray(starts[j], starts[j + 1]).indexOf(j);
    return k >= 0 && values[(starts[j] as number) + k] !== 0;
  });
