import type { ErrorCode } from "./fault-codes.ts";
import { isDigit } from "./segment-start.ts";

/** What is wrong with a number in bytes [from, to): `-?digits[.digits]`, 12 digits before and 6 after the point. */
export function decimalFault(bytes: Uint8Array, from: number, to: number): ErrorCode | undefined {
  let p = bytes[from] === 45 ? from + 1 : from;
  const whole = p;
  while (p < to && isDigit(bytes[p] as number)) p++;
  const point = p;
  if (point === whole) return "number";
  if (point < to) {
    if (bytes[p++] !== 46 || p === to) return "number";
    while (p < to && isDigit(bytes[p] as number)) p++;
    if (p < to) return "number";
  }
  return point - whole > 12 || to - point > 7 ? "number-too-long" : undefined;
}
