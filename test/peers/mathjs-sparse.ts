import type { Sparse } from "@celadon/inventory-to-footprint/systems";
import { all, create, type Matrix } from "mathjs";

const whole = create(all as NonNullable<typeof all>); // `all` is declared as if it might be missing

/** What of mathjs solves systems: dense `lusolve`, sparse `slu` (CSparse's, after Davis 2006). */
export const math: Pick<typeof whole, "lusolve" | "slu"> = whole;

/** It is declared as giving back what it is. */
const revive: (key: string, value: unknown) => unknown = whole.reviver;

/** A matrix as mathjs writes it down and reads it again: it takes compressed columns in no other way. */
export function mathjsSparse({ rowCount, columnCount, starts, rows, values }: Sparse): Matrix {
  const written = { values: [...values], index: [...rows], ptr: [...starts], size: [rowCount, columnCount] };
  return revive("", { mathjs: "SparseMatrix", ...written }) as Matrix; // which the name says
}
