import type { LotMade, Process } from "@celadon/proto";
import { convert, Decimal, unitOf } from "@celadon/quantity";

/** Beyond this part of the declared quantity somebody should look: a wrong unit, a lot that stops too late, a meter that misses some. */
const differenceMax = new Decimal("0.02");

/** That a lot shares over months which have not ended: until then its figure may move with what is made outside it. */
export const provisionalMarks = (processes: readonly Process[]): readonly string[] =>
  processes.some(({ allocation }) => allocation?.over !== undefined && allocation.over.reachedMs < allocation.over.toMs)
    ? ["provisional: the month that shares are taken over has not ended"]
    : [];

/** The finding of a lot whose metered production is far from its declared quantity; `produced` in the unit given. */
export function lotMarks(
  lot: LotMade | undefined,
  produced: string | undefined,
  declaredUnit: string,
): readonly string[] {
  const [from, to] = [lot && unitOf(lot.unit), unitOf(declaredUnit)];
  if (lot === undefined || produced === undefined || from?.kind !== "accept" || to.kind !== "accept") return [];
  const quantity = convert(new Decimal(lot.quantity), from.value, to.value);
  if (quantity.kind !== "accept") return [];
  const metered = new Decimal(produced);
  const share = metered.minus(quantity.value).dividedBy(quantity.value);
  if (share.abs().lessThanOrEqualTo(differenceMax)) return [];
  const words = `${share.abs().times(100).toDecimalPlaces(1).toFixed()} % ${share.isNegative() ? "less" : "more"}`;
  const told = (amount: Decimal): string => `${amount.toSignificantDigits(7).toFixed()} ${declaredUnit}`;
  return [`lot: ${told(metered)} metered, ${words} than the ${told(quantity.value)} declared`];
}
