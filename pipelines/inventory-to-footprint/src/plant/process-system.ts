/**
 * The technosphere M, n x n, in compressed columns: row i is product i, column i the process that makes it; an output is
 * positive, an input negative. Rows and columns are sorted by product, so that one plant gives one matrix, to the last bit.
 */
export interface ProcessSystem {
  readonly products: readonly string[];
  readonly processes: readonly string[];
  /** Column j holds the entries `starts[j]` to `starts[j + 1] - 1`, by row. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/** One entry: `amount` of the row's product that the column's process makes (+) or takes (-). */
export interface Exchange {
  /** The product whose maker is the column. */
  readonly column: string;
  readonly row: string;
  readonly amount: number;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Sorts makers by product and exchanges by column, row and amount; entries of one place are summed in that order. Throws where
 * an exchange names a product without maker, because the caller has to refuse that by name.
 */
export function systemOf(
  makers: readonly { readonly product: string; readonly process: string }[],
  exchanges: readonly Exchange[],
): ProcessSystem {
  const sorted = makers.toSorted((a, b) => byText(a.product, b.product));
  const index = new Map(sorted.map(({ product }, i) => [product, i]));
  const indexOf = (product: string): number => {
    const i = index.get(product);
    if (i === undefined) throw new Error(`Product "${product}" has no column in this system.`);
    return i;
  };
  const entries = exchanges
    .map(({ column, row, amount }) => ({ column: indexOf(column), row: indexOf(row), amount }))
    .sort((a, b) => a.column - b.column || a.row - b.row || a.amount - b.amount);
  const starts = new Int32Array(sorted.length + 1);
  const rows: number[] = [];
  const values: number[] = [];
  let place = -1;
  for (const { column, row, amount } of entries) {
    const next = column * sorted.length + row;
    if (next === place) values[values.length - 1] = (values.at(-1) as number) + amount;
    else {
      rows.push(row);
      values.push(amount);
    }
    place = next;
    starts[column + 1] = rows.length;
  }
  for (let j = 1; j <= sorted.length; j++) starts[j] = Math.max(starts[j] as number, starts[j - 1] as number);
  return {
    products: sorted.map(({ product }) => product),
    processes: sorted.map(({ process }) => process),
    starts,
    rows: Int32Array.from(rows),
    values: Float64Array.from(values),
  };
}
