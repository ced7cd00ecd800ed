import type { Unit } from "@celadon/quantity";

/** What a rate adds up to: the unit of its amount, and the milliseconds of its time unit. */
export interface Integral {
  readonly unit: string;
  readonly perMs: number;
}

const hour = 3_600_000;
const integrals: Readonly<Record<string, Integral>> = {
  kW: { unit: "kWh", perMs: hour },
  W: { unit: "Wh", perMs: hour },
  MW: { unit: "MWh", perMs: hour },
  "m3/h": { unit: "m3", perMs: hour },
  "m3/s": { unit: "m3", perMs: 1000 },
  "L/s": { unit: "L", perMs: 1000 },
  "kg/h": { unit: "kg", perMs: hour },
  "t/h": { unit: "t", perMs: hour },
  "g/h": { unit: "g", perMs: hour },
};

/** The integral of a rate over time: kW gives kWh. For a unit that is no rate, the unit itself (per hour). */
export const rateOf = (unit: Unit): Integral => integrals[unit.symbol] ?? { unit: unit.symbol, perMs: hour };
