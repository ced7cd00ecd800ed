import { Decimal } from "@celadon/quantity";
import { type Fault, fault, shown } from "../fault.ts";
import { putValue } from "../field-text.ts";
import { emptySlot } from "../reading-slot.ts";

const withExponent = /^-?\d{1,40}(?:\.\d{1,40})?[eE][+-]?\d{1,2}$/;
const plain = /^-?\d{1,40}(?:\.\d{1,40})?$/;

/**
 * value * 10^6, exact, of the digits as they were written; JSON may write 1.25e2. With `decimals` the value is rounded to so many, half
 * away from zero: that is for devices which send 23.399999618530273.
 */
export function decimalMicro(text: string, decimals: number | undefined): bigint | Fault {
  const hasExponent = withExponent.test(text);
  const isRounded = decimals !== undefined && (hasExponent || plain.test(text));
  const exact = hasExponent || isRounded ? new Decimal(text) : undefined;
  const rounded = isRounded ? exact?.toDecimalPlaces(decimals) : exact;
  const slot = emptySlot();
  const wrong = putValue(slot, rounded === undefined ? text : rounded.toFixed());
  if (wrong === undefined) return (BigInt(slot.valueHigh) << 32n) | BigInt(slot.valueLow >>> 0);
  return hasExponent ? fault(wrong.reason, `${shown(text)}: ${wrong.evidence}`) : wrong;
}
