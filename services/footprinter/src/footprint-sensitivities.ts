import { setImmediate as turn } from "node:timers/promises";
import { alternativesOf } from "@celadon/activity-to-inventory";
import type { Footprint, Sensitivity } from "@celadon/proto";
import { hourFrom, hourOf } from "@celadon/quantity";
import type { CalculationPorts } from "./footprint-periods.ts";
import { recalculation } from "./recalculation.ts";
import { sensitivityOf } from "./sensitivity-of.ts";

/** Each alternative is a whole calculation. */
const most = 24;

export interface Sensitivities {
  readonly sensitivities: readonly Sensitivity[];
  /** How many more choices there are. */
  readonly leftOut: number;
}

/**
 * What a footprint would be with each choice of its plant model made otherwise, one at a time (`recalculation`). Stores nothing. An
 * alternative that has no answer is listed with its reason.
 */
export async function footprintSensitivities(footprint: Footprint, ports: CalculationPorts): Promise<Sensitivities> {
  const { models, period, calculated } = await recalculation(footprint, ports, "sensitivities");
  const hull = { fromMs: hourOf(period.fromMs), toMs: hourFrom(period.toMs) };
  const within = period.lot === undefined ? period : hull; // a lot may lie within one hour
  const all = alternativesOf({ models, period: within, factors: ports.factors, product: footprint.product });
  const sensitivities: Sensitivity[] = [];
  for (const alternative of all.slice(0, most)) {
    await turn(); // others are served between two calculations
    sensitivities.push(sensitivityOf(alternative, footprint, await calculated({ models: alternative.models })));
  }
  return { sensitivities, leftOut: all.length - sensitivities.length };
}
