import type { Lot } from "@celadon/proto";
import type { Period } from "@celadon/quantity";
import type { ModelVersion } from "./stored-models.ts";
import type { TouchedPeriod } from "./touched-periods.ts";
import { hullWithMonths, periodOfLot } from "./wanted-period.ts";

/**
 * The lots of a factory that share time with touched stretches, or burdens with months that do; what was taken back has no footprint any
 * more. `models`: of the factory.
 */
export const touchedLots = (
  lots: readonly Lot[],
  factory: string,
  stretches: readonly Period[],
  models: readonly ModelVersion[],
): readonly TouchedPeriod[] =>
  lots
    .filter((lot) => lot.factory === factory)
    .map((lot) => ({ factory, ...periodOfLot(lot), isGone: lot.withdrawn }))
    .filter((lot) => {
      const { fromMs, toMs } = hullWithMonths(lot, models);
      return stretches.some((one) => one.fromMs < toMs && one.toMs > fromMs);
    });
