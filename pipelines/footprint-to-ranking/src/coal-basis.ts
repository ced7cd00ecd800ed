import type { IndicatorPart } from "@celadon/proto";

/**
 * What a kWh of electricity counts as, for example `0.1229 kgce/kWh (standard-coal-electricity-2020)`. GB/T 2589 knows two
 * answers, by heat content (about 0.123) or by the coal that made it (about 0.3): whoever takes the one must not be compared
 * with whoever takes the other.
 */
export const coalBasis = (parts: readonly IndicatorPart[]): readonly string[] =>
  [
    ...new Set(
      parts
        .flatMap(({ factors }) => factors)
        .filter(({ unit, perUnit }) => unit === "kgce" && perUnit === "kWh")
        .map(({ id, value }) => `${value} kgce/kWh (${id})`),
    ),
  ].sort();
