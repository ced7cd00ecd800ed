import { setImmediate as turn } from "node:timers/promises";
import { type Alternative, alternativesOf, type FactorSource, inventoryOf } from "@celadon/activity-to-inventory";
import type { Footprint, Sensitivity } from "@celadon/proto";
import { accept, type Outcome, reject } from "@celadon/quantity";
import { refuse } from "@celadon/runtime";
import type { CalculationPorts } from "./footprint-periods.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { nativeSha256 } from "./native-sha256.ts";
import { periodWindows } from "./period-windows.ts";
import { sensitivityOf } from "./sensitivity-of.ts";
import { type Evidence, storedEvidence } from "./stored-evidence.ts";
import { cutsOf, type WantedPeriod } from "./wanted-period.ts";

/** Each alternative is a whole calculation. */
const most = 24;

export interface Sensitivities {
  readonly sensitivities: readonly Sensitivity[];
  /** How many more choices there are. */
  readonly leftOut: number;
}

/**
 * What a footprint would be with each choice of its plant model made otherwise, one at a time. The hours are read once; the
 * footprint itself is worked out from them first, so that both figures rest on the same. Stores nothing.
 *
 * Refused: `footprint-outdated`, where what is stored leads to another footprint by now. An alternative that has no answer is
 * listed with its reason.
 */
export async function footprintSensitivities(
  footprint: Footprint,
  { store, factors, lifecycle }: CalculationPorts,
): Promise<Sensitivities> {
  const { factory, product, lot } = footprint;
  const period = { fromMs: Number(footprint.fromMs), toMs: Number(footprint.toMs), lot };
  const asked = [{ factory, cutsMs: cutsOf(period) }];
  const evidence = (await storedEvidence(store, asked, period)).get(factory) as Evidence; // it was asked for
  const ports = { evidence, period, factors, lifecycle };
  const now = await calculated(product, evidence.models, ports);
  if (now.kind !== "accept" || now.value.id !== footprint.id) {
    const message = `The readings, the plant model or the factor rows behind footprint ${footprint.id} have changed since, and sensitivities are worked out from what is stored now. Ask for the current footprint of "${product}": celadon footprint list --factory ${factory}${lot === undefined ? "" : " --lots"}`;
    throw refuse({ status: 409, code: "footprint-outdated", message });
  }
  const all = alternativesOf({ models: evidence.models, period, factors, product });
  const sensitivities: Sensitivity[] = [];
  for (const alternative of all.slice(0, most)) {
    await turn(); // others are served between two calculations
    sensitivities.push(sensitivityOf(alternative, footprint, await calculated(product, alternative.models, ports)));
  }
  return { sensitivities, leftOut: all.length - sensitivities.length };
}

interface Calculation {
  readonly evidence: Evidence;
  readonly period: WantedPeriod;
  readonly factors: FactorSource;
  readonly lifecycle: Lifecycle;
}

/** The footprint of one product by these models, or the sentence why there is none. */
async function calculated(
  product: string,
  models: Alternative["models"],
  { evidence, period, factors, lifecycle }: Calculation,
): Promise<Outcome<Footprint, string>> {
  const windows = periodWindows(evidence, period);
  const inventory = inventoryOf({ period, lot: period.lot, models, windows, factors, sha256: nativeSha256 });
  if (inventory.kind !== "accept") return inventory;
  const response = await lifecycle.calculate(inventory.value);
  if (response.kind !== "accept") return response;
  const footprint = response.value.footprints.find((one) => one.product === product);
  if (footprint !== undefined) return accept(footprint);
  const refusal = response.value.refusals.find((one) => one.product === product);
  return reject(refusal?.reason ?? "unknown-product", refusal?.evidence ?? `"${product}" is not declared any more.`);
}
