import type { Range } from "./scenario.ts";

/** The number below which a share of a triangular distribution lies (its quantile), to four significant digits. */
export function triangular({ low, mode, high }: Range, share: number): number {
  if (high === low) return mode;
  const rise = (mode - low) / (high - low);
  const value =
    share < rise
      ? low + Math.sqrt(share * (high - low) * (mode - low))
      : high - Math.sqrt((1 - share) * (high - low) * (high - mode));
  return Number(value.toPrecision(4));
}
