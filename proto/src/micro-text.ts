import { microOf, wholeOf } from "./micro.ts";

const zero = 48;
const point = 46;
const minus = 45;

/** A micro value (two halves of an int64) as exact decimal text: "-12.5", "0", "999999999999.999999"; no trailing zeros. */
export function microText(high: number, low: number): string {
  const whole = Math.abs(wholeOf(high, low));
  const micro = Math.abs(microOf(high, low));
  const decimals = micro === 0 ? "" : `.${String(micro).padStart(6, "0").replace(/0+$/, "")}`;
  return `${high < 0 ? "-" : ""}${whole}${decimals}`;
}

/** Longest text of a micro value: sign, 13 digits (int64 reaches 9.2 * 10^12), point, 6 decimals. */
export const microTextBytes = 21;

/**
 * Writes the same text as ASCII bytes at `offset` and returns the offset behind it. For the hot path: no string, no garbage,
 * and 32-bit integers where digits are cut off. `target` must have room for `microTextBytes`.
 */
export function writeMicroText(high: number, low: number, target: Uint8Array, offset: number): number {
  let end = offset;
  if (high < 0) target[end++] = minus;
  end = writeWhole(Math.abs(wholeOf(high, low)), target, end);
  let micro = Math.abs(microOf(high, low)) | 0;
  if (micro === 0) return end;
  let digits = 6;
  while (micro % 10 === 0) {
    micro = (micro / 10) | 0;
    digits--;
  }
  target[end++] = point;
  return writeDigits(micro, digits, target, end);
}

function writeWhole(whole: number, target: Uint8Array, offset: number): number {
  if (whole < 1_000_000) return writeDigits(whole | 0, digitsOf(whole), target, offset);
  const upper = Math.floor(whole / 1_000_000);
  const end = writeDigits(upper | 0, digitsOf(upper), target, offset);
  return writeDigits((whole - upper * 1_000_000) | 0, 6, target, end);
}

const digitsOf = (value: number): number => {
  let digits = 1;
  for (let next = 10; next <= value; next *= 10) digits++;
  return digits;
};

/** For 0 <= value < 10^9: below 2^31 a division by 10 is an integer one. */
function writeDigits(value: number, digits: number, target: Uint8Array, offset: number): number {
  let rest = value;
  for (let at = offset + digits - 1; at >= offset; at--) {
    const next = (rest / 10) | 0;
    target[at] = zero + rest - next * 10;
    rest = next;
  }
  return offset + digits;
}
