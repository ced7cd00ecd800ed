import type { Store } from "../store.ts";
import type { Shape } from "./shape.ts";
import { lineOf, standingRows } from "./standing-rows.ts";
import type { Stretch } from "./stretch.ts";

/** How many rows, and the sum of their hashes modulo 2^64, which no order changes. */
export interface Sum {
  readonly rows: bigint;
  readonly checksum: bigint;
}

export const nothing: Sum = { rows: 0n, checksum: 0n };

/** Sums the rows of a stretch that hold. */
export async function sumOf(store: Store, shape: Shape, stretch: Stretch): Promise<Sum> {
  const { text, params } = standingRows(shape, stretch);
  const [row] = await store.rows<{ n: string; h: string }>({
    text: `SELECT toString(count()) AS n, toString(sum(cityHash64(${lineOf(shape)}))) AS h FROM (${text})`,
    params,
  });
  if (row === undefined) throw new Error(`The count of "${shape.table}" came without a row.`);
  return { rows: BigInt(row.n), checksum: BigInt(row.h) };
}

export const plus = (a: Sum, b: Sum): Sum => ({
  rows: a.rows + b.rows,
  checksum: BigInt.asUintN(64, a.checksum + b.checksum),
});

export const isSame = (a: Sum, b: Sum): boolean => a.rows === b.rows && a.checksum === b.checksum;
