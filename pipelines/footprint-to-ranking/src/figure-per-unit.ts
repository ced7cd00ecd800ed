import type { Footprint, Indicator } from "@celadon/proto";
import { readDecimal } from "@celadon/quantity";
import { perUnit } from "./per-unit.ts";

type Figure = Pick<Indicator, "amount" | "absolute" | "produced" | "reason">;

/**
 * The figure per unit of an absolute amount, or the reason why there is none. `unknown` is what to say where the absolute
 * amount is not known.
 */
export function figurePerUnit(absoluteText: string | undefined, footprint: Footprint, unknown: () => string): Figure {
  const absolute = readDecimal(absoluteText ?? "");
  const produced = readDecimal(footprint.produced ?? "");
  const known = { absolute: absolute?.toFixed(), produced: produced?.toFixed() };
  const none = (reason: string): Figure => ({ ...known, amount: undefined, reason });
  const of = `"${footprint.product}" of "${footprint.factory}"`;
  if (absolute === undefined) return none(unknown());
  if (footprint.status === "running" || footprint.inventory?.reach === "running") {
    return none(`The period of ${of} is still running: it has a figure per unit once it has ended.`);
  }
  if (produced === undefined) return none(`How much of ${of} was made is not known: send what its meter counted.`);
  if (!produced.isPositive() || produced.isZero()) {
    return none(`Nothing of ${of} was made in the period, so nothing divides its burden: rank it over a longer one.`);
  }
  return { ...known, amount: perUnit(absolute.toFixed(), produced.toFixed()), reason: "" };
}
