import type { Indicator, PeerGroup } from "@celadon/proto";
import { Decimal } from "@celadon/quantity";
import type { AssessedFactory } from "./assessed-factory.ts";
import { converted } from "./converted.ts";
import { monthBorders } from "./month-span.ts";
import { usualCoverage } from "./rank.ts";
import type { Quantity } from "./scheme.ts";
import { whyUnranked } from "./why-unranked.ts";

/** The factory's own figure in the unit of the criterion; without it, a sentence that says why. */
export interface MeasuredValue {
  readonly value: Decimal | undefined;
  readonly indicator: Indicator | undefined;
  readonly why: string;
}

const alone: PeerGroup = { productGroup: "", declaredUnit: "", boundary: "", keys: [], simulated: false };

/**
 * What the indicator of the criterion says of the factory. A figure that is too thin for a place in a ranking is too thin for
 * points; one per another unit than the criterion's is none of it.
 */
export function measuredValue(criterion: Quantity, factory: AssessedFactory): MeasuredValue {
  const { asks, measured, per, unit } = criterion;
  const none = (why: string, indicator?: Indicator): MeasuredValue => ({ value: undefined, indicator, why });
  if (measured === undefined) return none(`${asks}: nothing in Celadon says it.`);
  const found = factory.measured.get(measured);
  if (found === undefined) {
    return none(`The plant file of "${factory.factory}" measures no ${measured}: add it there, under indicators.`);
  }
  if (per !== "product" && per !== factory.declaredUnit) {
    return none(
      `The scheme asks for ${measured} per ${per}, and "${factory.product}" is declared per ${factory.declaredUnit}.`,
      found.own,
    );
  }
  const { own, group = alone } = found;
  const rules = {
    peerGroup: group,
    indicator: measured,
    borders: monthBorders(factory.months),
    coverageLeast: usualCoverage,
  };
  const why = whyUnranked({ indicator: own, peerGroup: group }, rules);
  if (why !== undefined || own.amount === undefined) return none(why?.evidence ?? own.reason, own);
  return { value: converted(new Decimal(own.amount), { from: own.unit, to: unit }), indicator: own, why: "" };
}
