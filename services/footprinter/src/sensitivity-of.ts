import type { Alternative } from "@celadon/activity-to-inventory";
import type { Footprint, Sensitivity } from "@celadon/proto";
import { Decimal, type Outcome } from "@celadon/quantity";

/** The figures are rounded to 12 digits, and so many of their quotient are sure. */
const shareDigits = 10;

/**
 * One alternative beside the footprint:  difference = total - own figure,  share = difference / own figure.  Per declared unit, or
 * of the period so far while it runs. What has no answer, or an unknown one, has a reason instead of a total.
 */
export function sensitivityOf(
  { where, kind, chosen, instead }: Omit<Alternative, "models">,
  footprint: Footprint,
  outcome: Outcome<Footprint, string>,
): Sensitivity {
  const isRunning = footprint.status === "running";
  const figureOf = ({ total, absolute }: Footprint) => (isRunning ? absolute : total);
  const unit = isRunning ? "kgCO2e" : `kgCO2e per ${footprint.declaredAmount} ${footprint.declaredUnit}`;
  const own = figureOf(footprint);
  const total = outcome.kind === "accept" ? figureOf(outcome.value) : undefined;
  const isComparable = own !== undefined && total !== undefined;
  const difference = isComparable ? new Decimal(total).minus(own) : undefined;
  const share =
    own === undefined || new Decimal(own).isZero() ? undefined : difference?.dividedBy(new Decimal(own).abs());
  return {
    ...{ where, kind, chosen, instead, total, unit },
    difference: difference?.toFixed(),
    share: share?.toSignificantDigits(shareDigits).toFixed(),
    reason: total === undefined ? reasonOf(outcome) : "",
  };
}

function reasonOf(outcome: Outcome<Footprint, string>): string {
  if (outcome.kind !== "accept") return outcome.evidence;
  const [gap] = outcome.value.gaps.filter(({ excused }) => !excused);
  return gap === undefined ? "The total is unknown." : `${gap.where}: ${gap.reason}`;
}
