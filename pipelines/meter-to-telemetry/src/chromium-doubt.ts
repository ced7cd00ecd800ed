import { convert, Decimal, unitOf } from "@celadon/quantity";

/** What a station says of chromium at one time: two concentrations, or two masses, each number times 10^6 in its own unit. */
export interface ChromiumCheck {
  readonly hexavalentMicro: bigint;
  readonly hexavalentUnit: string;
  readonly totalMicro: bigint;
  readonly totalUnit: string;
}

/** Two instruments agree within so much. */
const grace = "1.1";

/**
 * Why chromium(VI) and total chromium are doubted: the part is more than the whole, by over a tenth, in one unit. HJ 212-2017 prints
 * chromium(VI) (w20117) in ug/L and g, and total chromium (w20116) beside it in mg/L and kg, so that stations mix them up; a mass checked
 * against its own concentration cannot see that. Nothing is said where a unit is unknown or they do not convert.
 */
export function chromiumDoubt(check: ChromiumCheck): string | undefined {
  const [from, to] = [unitOf(check.hexavalentUnit), unitOf(check.totalUnit)];
  if (from.kind !== "accept" || to.kind !== "accept") return undefined;
  const [part, whole] = [micro(check.hexavalentMicro), micro(check.totalMicro)];
  const converted = convert(part, from.value, to.value);
  if (converted.kind !== "accept" || converted.value.lessThanOrEqualTo(whole.times(grace))) return undefined;
  return `${part} ${from.value.symbol} of chromium(VI) are more than the ${whole} ${to.value.symbol} of all chromium: one of the units is wrong. Ask the station, then write \`sends: UNIT\` at the channel whose unit is wrong.`;
}

const micro = (value: bigint): Decimal => new Decimal(value.toString()).dividedBy(1_000_000);
