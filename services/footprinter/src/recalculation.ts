import { type FactorSource, inventoryOf } from "@celadon/activity-to-inventory";
import type { Footprint } from "@celadon/proto";
import { accept, type Outcome, reject } from "@celadon/quantity";
import { refuse } from "@celadon/runtime";
import type { CalculationPorts } from "./footprint-periods.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { nativeSha256 } from "./native-sha256.ts";
import { monthWindows, periodWindows } from "./period-windows.ts";
import { type Evidence, storedEvidence } from "./stored-evidence.ts";
import { storedModels } from "./stored-models.ts";
import type { Windows } from "./stored-windows.ts";
import { cutsOf, hullWithMonths, type WantedPeriod } from "./wanted-period.ts";

/** What a footprint was worked out from, to work it out once more with something else in its place. */
export interface Recalculation {
  readonly models: Evidence["models"];
  readonly windows: Windows;
  /** Of a lot that shares over months. */
  readonly monthWindows: Windows | undefined;
  readonly period: WantedPeriod;
  /** The footprint of the same product by these models and hours, or the sentence why there is none. */
  readonly calculated: (instead: {
    readonly models?: Evidence["models"];
    readonly windows?: Windows;
    readonly monthWindows?: Windows | undefined;
  }) => Promise<Outcome<Footprint, string>>;
}

/**
 * The hours are read once, and the footprint itself is worked out from them first, so that all figures rest on the same.
 * Refused: `footprint-outdated`, where what is stored leads to another footprint by now. `what`: what is asked for, in the plural.
 */
export async function recalculation(
  footprint: Footprint,
  { store, factors, lifecycle }: CalculationPorts,
  what: string,
): Promise<Recalculation> {
  const { factory, product, lot } = footprint;
  const period = { fromMs: Number(footprint.fromMs), toMs: Number(footprint.toMs), lot };
  const asked = [{ factory, cutsMs: cutsOf(period) }];
  const models = await storedModels(store, [factory]);
  const hull = hullWithMonths(period, models);
  const evidence = (await storedEvidence(store, asked, hull, models)).get(factory) as Evidence; // it was asked for
  const own = {
    ...{ models: evidence.models, windows: periodWindows(evidence, period) },
    monthWindows: monthWindows(evidence, period),
  };
  const calculated: Recalculation["calculated"] = (instead) =>
    calculatedFrom(product, { ...own, ...instead, period }, { factors, lifecycle });
  const now = await calculated({});
  if (now.kind !== "accept" || now.value.id !== footprint.id) {
    const message = `The readings, the plant model or the factor rows behind footprint ${footprint.id} have changed since, and ${what} are worked out from what is stored now. Ask for the current footprint of "${product}": celadon footprint list --factory ${factory}${lot === undefined ? "" : " --lots"}`;
    throw refuse({ status: 409, code: "footprint-outdated", message });
  }
  return { ...own, period, calculated };
}

async function calculatedFrom(
  product: string,
  { period, models, windows, monthWindows }: Omit<Recalculation, "calculated">,
  { factors, lifecycle }: { readonly factors: FactorSource; readonly lifecycle: Lifecycle },
): Promise<Outcome<Footprint, string>> {
  const inventory = inventoryOf({
    ...{ period, lot: period.lot, models, windows, monthWindows, factors, sha256: nativeSha256 },
  });
  if (inventory.kind !== "accept") return inventory;
  const response = await lifecycle.calculate(inventory.value);
  if (response.kind !== "accept") return response;
  const footprint = response.value.footprints.find((one) => one.product === product);
  if (footprint !== undefined) return accept(footprint);
  const refusal = response.value.refusals.find((one) => one.product === product);
  return reject(refusal?.reason ?? "unknown-product", refusal?.evidence ?? `"${product}" is not declared any more.`);
}
