import { convert, type Decimal, unitOf } from "@celadon/quantity";

/** The amount in another unit. That the two convert is checked where the scheme is read. */
export function converted(amount: Decimal, { from, to }: { readonly from: string; readonly to: string }): Decimal {
  const [source, target] = [unitOf(from), unitOf(to)];
  if (source.kind !== "accept") throw new TypeError(source.evidence);
  if (target.kind !== "accept") throw new TypeError(target.evidence);
  const result = convert(amount, source.value, target.value);
  if (result.kind !== "accept") throw new TypeError(result.evidence);
  return result.value;
}
