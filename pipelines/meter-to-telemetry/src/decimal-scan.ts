import { minus, nine, zero } from "./ascii.ts";
import type { ReadingSlot } from "./reading-slot.ts";

/** What a scanner answers when the text is not of the common shape; the strict reader then decides. */
export const unusual = -1;

/** 10^(6 - decimals): what one unit of the last written decimal is in millionths. */
const millionths = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

/** An integer part below this keeps value * 10^6 within 2^53, where a double is exact. */
const exactWhole = 9_007_199_254;
const half = 4_294_967_296; // 2^32

/**
 * Reads `-?digits[.digits]` (at most 12 and 6 digits) from `p` into the slot's value; answers where it ended, or
 * `unusual`. Whatever follows the last digit is the caller's to judge. `leadingZeros`: whether `007` is a number
 * (in CSV and quoted text, not in JSON). The byte at the end of the text must not be a digit.
 */
export function scanDecimal(
  bytes: Uint8Array,
  from: number,
  { sign, leadingZeros }: { readonly sign: number; readonly leadingZeros: boolean },
  slot: ReadingSlot,
): number {
  let p = from;
  const negative = bytes[p] === minus;
  if (negative) p++;
  const first = p;
  let whole = 0;
  let byte = bytes[p] as number;
  while (byte >= zero && byte <= nine) {
    whole = whole * 10 + (byte - zero);
    byte = bytes[++p] as number;
  }
  const digits = p - first;
  if (digits === 0 || digits > 12) return unusual;
  if (digits > 1 && !leadingZeros && bytes[first] === zero) return unusual;
  let fraction = 0;
  if (byte === sign) {
    const point = p;
    byte = bytes[++p] as number;
    while (byte >= zero && byte <= nine) {
      fraction = fraction * 10 + (byte - zero);
      byte = bytes[++p] as number;
    }
    const decimals = p - point - 1;
    if (decimals === 0 || decimals > 6) return unusual;
    fraction *= millionths[decimals] as number;
  }
  putMicro(slot, whole, fraction, negative);
  return p;
}

/** Puts +-(whole * 10^6 + fraction) into the slot: whole < 10^12, fraction < 10^6. Exact, and -0 is 0. */
export function putMicro(slot: ReadingSlot, whole: number, fraction: number, negative: boolean): void {
  let low: number;
  let high: number;
  if (whole < exactWhole) {
    const micro = whole * 1_000_000 + fraction;
    high = Math.floor(micro / half);
    low = micro - high * half;
  } else {
    // whole = upper * 2^16 + lower, so that every product stays below 2^53.
    const upper = Math.floor(whole / 65_536) * 1_000_000;
    const lower = (whole % 65_536) * 1_000_000 + fraction;
    const sum = (upper % 65_536) * 65_536 + lower;
    high = Math.floor(upper / 65_536) + Math.floor(sum / half);
    low = sum % half;
  }
  if (negative) {
    high = low === 0 ? -high : ~high;
    low = -low;
  }
  slot.valueLow = low | 0;
  slot.valueHigh = high | 0;
}
