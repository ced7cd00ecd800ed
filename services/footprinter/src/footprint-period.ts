import { type FactorSource, inventoryOf } from "@celadon/activity-to-inventory";
import type { CalculationRefusal, Footprint } from "@celadon/proto";
import { accept, type Outcome, type Period } from "@celadon/quantity";
import type { Store } from "@celadon/runtime";
import type { Lifecycle } from "./lifecycle.ts";
import { nativeSha256 } from "./native-sha256.ts";
import { storedEvidence } from "./stored-evidence.ts";

export interface CalculationPorts {
  readonly store: Store;
  readonly factors: FactorSource;
  readonly lifecycle: Lifecycle;
}

/** The footprints of all products of a factory over one period, and why a product has none. */
export interface PeriodFootprints {
  readonly footprints: readonly Footprint[];
  readonly refusals: readonly CalculationRefusal[];
}

/** Windows and plant models become footprints, or a refusal that names what to mend. Nothing is stored here. */
export async function footprintPeriod(
  factory: string,
  period: Period,
  { store, factors, lifecycle }: CalculationPorts,
): Promise<Outcome<PeriodFootprints, string>> {
  const { models, windows } = await storedEvidence(store, factory, period);
  const inventory = inventoryOf({ period, models, windows, factors, sha256: nativeSha256 });
  if (inventory.kind !== "accept") return inventory;
  const calculated = await lifecycle.calculate(inventory.value);
  if (calculated.kind !== "accept") return calculated;
  return accept(calculated.value);
}
