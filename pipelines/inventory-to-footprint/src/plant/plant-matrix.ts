import { Decimal } from "@celadon/quantity";
import type { Column } from "./columns-of.ts";
import { type ProcessSystem, systemOf } from "./process-system.ts";

/** One column of M in exact amounts of the period. */
export interface ExactColumn {
  readonly process: string;
  readonly product: string;
  readonly share: Decimal | undefined;
  /** What leaves the process: its output less its own use; the diagonal of M. */
  readonly net: Decimal;
  /** What it takes of other products; entered into M with a minus. */
  readonly inputs: readonly { readonly product: string; readonly amount: Decimal }[];
}

/**
 * The columns as far as they are known. A use of unknown amount is left out, and so is every use of a product of which nobody
 * knows how much was made; such a product stands with net 1, "all that was made", so that its known parts can still be shown
 * for the whole period. Only incomplete footprints meet either.
 */
export function plantMatrix(upstream: readonly Column[]): readonly ExactColumn[] {
  const counted = new Set(upstream.filter(({ output }) => output !== undefined).map(({ product }) => product));
  return upstream.map(({ process, product, share, output, uses }) => {
    const known = [...uses].flatMap(([use, amount]) =>
      amount === undefined || amount.isZero() || !counted.has(use) ? [] : [{ product: use, amount }],
    );
    const own = known.find((use) => use.product === product)?.amount;
    const net = output === undefined ? new Decimal(1) : own === undefined ? output : output.minus(own);
    return { process, product, share, net, inputs: known.filter((use) => use.product !== product) };
  });
}

/** M in doubles: each exact amount is rounded once, here. */
export function doublesOf(matrix: readonly ExactColumn[]): ProcessSystem {
  const exchanges = matrix.flatMap(({ product, net, inputs }) => [
    { column: product, row: product, amount: net.toNumber() },
    ...inputs.map((input) => ({ column: product, row: input.product, amount: -input.amount.toNumber() })),
  ]);
  return systemOf(matrix, exchanges);
}
