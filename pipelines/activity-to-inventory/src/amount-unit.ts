import { type Dimension, unitOf } from "@celadon/quantity";

const integrals: Readonly<Record<string, string>> = {
  kW: "kWh",
  W: "Wh",
  MW: "MWh",
  "m3/h": "m3",
  "m3/s": "m3",
  "L/s": "L",
  "kg/h": "kg",
  "t/h": "t",
  "g/h": "g",
};

const cannotAddUp: ReadonlySet<Dimension> = new Set([
  "temperature",
  "fraction",
  "concentration",
  "pressure",
  "heating-value",
  "heat-of-volume",
]);

/**
 * The unit of a channel's hourly amounts: the integral of a rate over time (kW gives kWh), the unit itself of a counter or
 * interval. A problem where the two do not go together: 12 readings of 100 kW are 100 kWh in an hour, never 1,200.
 */
export function amountUnit(
  kind: string,
  symbol: string,
): { readonly unit?: string; readonly problem?: string; readonly fix?: string } {
  if (kind === "state" || kind === "sample") return {};
  const integral = integrals[symbol];
  if (kind === "rate") {
    if (integral !== undefined) return { unit: integral };
    return {
      problem: `A rate is an amount per time, and ${symbol} is none.`,
      fix: `Take one of ${Object.keys(integrals).join(", ")}, or make it an interval or a counter.`,
    };
  }
  if (integral !== undefined) {
    return {
      problem: `${kind === "interval" ? "An" : "A"} ${kind} counts amounts, and ${symbol} is an amount per time.`,
      fix: `Write \`kind: rate\`, or the unit ${integral}.`,
    };
  }
  const known = unitOf(symbol);
  if (known.kind === "accept" && cannotAddUp.has(known.value.dimension)) {
    return {
      problem: `${kind === "interval" ? "An" : "A"} ${kind} adds up, and ${known.value.dimension} (${symbol}) does not.`,
      fix: "Write `kind: state`.",
    };
  }
  return { unit: symbol };
}
