import type { Lot } from "@celadon/proto";
import type { Period } from "@celadon/quantity";
import type { TouchedPeriod } from "./touched-periods.ts";
import { periodOfLot } from "./wanted-period.ts";

/** The lots of a factory that share time with touched stretches; what was taken back has no footprint any more. */
export const touchedLots = (
  lots: readonly Lot[],
  factory: string,
  stretches: readonly Period[],
): readonly TouchedPeriod[] =>
  lots
    .filter((lot) => lot.factory === factory)
    .map((lot) => ({ factory, ...periodOfLot(lot), isGone: lot.withdrawn }))
    .filter(({ fromMs, toMs }) => stretches.some((one) => one.fromMs < toMs && one.toMs > fromMs));
