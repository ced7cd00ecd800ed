import { Decimal, readDecimal } from "@celadon/quantity";
import type { StationFrame, StationItem } from "./station-frame.ts";

/** Commands of periods, in which an amount stands beside the mean that it was made of. */
const periods: ReadonlySet<string> = new Set(["2031", "2051", "2061"]);
const flows: ReadonlySet<string> = new Set(["w00000", "a00000", "B01", "B02"]);

/**
 * Codes of the items whose amount is not the mean times the flow, by a power of a thousand:
 *
 *   r = Cou / (Avg * V * k)    V: the period's amount of water or gas, m3;  water k = 10^-3,  gas k = 10^-6
 *
 * A unit was mistaken where r lies within a factor of two of 10^3, 10^-3, 10^6 or 10^-6; a few percent are normal, as means are seldom
 * weighted by the flow. It is blind where mean and amount are both a thousand too small (ug/L and g for mg/L and kg).
 */
export function contradictedItems({ cn, items }: StationFrame): ReadonlySet<string> {
  if (cn === null || !periods.has(cn)) return none;
  const flow = items.find(({ code }) => flows.has(code));
  const volume = flow === undefined ? undefined : numberOf(flow, "Cou");
  if (flow === undefined || volume === undefined || !volume.greaterThan(0)) return none;
  const factor = flow.code === "a00000" || flow.code === "B02" ? "0.000001" : "0.001";
  const isWrong = (item: StationItem): boolean => {
    const [mean, amount] = [numberOf(item, "Avg"), numberOf(item, "Cou")];
    if (mean === undefined || amount === undefined || !mean.greaterThan(0) || !amount.greaterThan(0)) return false;
    return isThousands(amount.dividedBy(mean.times(volume).times(factor)));
  };
  const wrong = items.filter((item) => item !== flow && isWrong(item)).map(({ code }) => code);
  return wrong.length === 0 ? none : new Set(wrong);
}

const none: ReadonlySet<string> = new Set();

const numberOf = ({ values }: StationItem, suffix: string): Decimal | undefined => {
  const text = values[suffix];
  return text === undefined ? undefined : readDecimal(text);
};

const isThousands = (ratio: Decimal): boolean =>
  [3, -3, 6, -6].some((power) => {
    const off = ratio.dividedBy(new Decimal(10).pow(power));
    return off.greaterThan("0.5") && off.lessThan(2);
  });
