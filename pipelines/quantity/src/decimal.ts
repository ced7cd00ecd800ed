import { Decimal as Narrow } from "decimal.js";

/**
 * Exact decimal numbers for everything a ledger prints. decimal.js keeps 20 digits by default, and then
 * 1e20 + 0.3 + 0.3 - 1e20 is 0 in one order and 0.6 in another. 120 digits hold every sum and product of Celadon's
 * amounts (38 digits), factors and multipliers exactly, so the order of a sum cannot matter. A division does round, at
 * the 120th digit, half up: divide once, last.
 */
export const Decimal = Narrow.clone({ precision: 120, rounding: Narrow.ROUND_HALF_UP, toExpNeg: -60, toExpPos: 60 });
export type Decimal = InstanceType<typeof Decimal>;

const plain = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Reads a plain decimal (`-12.50`; no exponent, no blanks, no leading zeros), or undefined when it is none. */
export const readDecimal = (text: string): Decimal | undefined => (plain.test(text) ? new Decimal(text) : undefined);
