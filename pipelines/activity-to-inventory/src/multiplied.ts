import { channelNamed } from "./channel-named.ts";
import { wishFor } from "./factor-groups.ts";
import { fractionOf, over, times } from "./fraction.ts";
import type { Coefficient, MeanStep } from "./plant-model.ts";
import { type Quantity, scaled } from "./quantity.ts";
import type { Setting } from "./setting.ts";
import { ratioBetween, unitRatio } from "./unit-ratio.ts";

/** The amount times one coefficient, stated or a row of the tables. What does not fit is a gap, never a number. */
export function multiplied(quantity: Quantity, step: Coefficient, setting: Setting): Quantity {
  // One row that is missing is one gap: what comes behind it has nothing to multiply.
  if (quantity.lacks.some(({ kind }) => kind === "missing-factor")) return quantity;
  if (step.kind === "factor") return multipliedByRow(quantity, step, setting);
  if (step.kind === "mean") return inUnitOfMean(quantity, step, setting);
  const value = over(fractionOf(step.above), fractionOf(step.below));
  if (step.unit === undefined || step.perUnit === undefined) return scaled(quantity, value, quantity.unit);
  const ratio = unitRatio(quantity.unit, step.perUnit);
  // Only behind a factor row can the unit be a surprise: the rest was checked in the file.
  if (ratio === undefined)
    return lacking(
      quantity,
      `The factor rows before it give ${quantity.unit}, and a coefficient is per ${step.perUnit}. Correct its unit.`,
    );
  return scaled(quantity, times(value, ratio), step.unit);
}

/** The numbers are in it already, hour by hour: what is left to say is the unit. */
function inUnitOfMean(quantity: Quantity, { channel, unit, perUnit }: MeanStep, { version }: Setting): Quantity {
  if (unit === undefined || perUnit === undefined) {
    return scaled(quantity, ratioBetween(channelNamed(channel, version.model).unit, "fraction"), quantity.unit);
  }
  const ratio = unitRatio(quantity.unit, perUnit);
  if (ratio !== undefined) return scaled(quantity, ratio, unit);
  return lacking(
    quantity,
    `The factor rows before it give ${quantity.unit}, and the mean of "${channel}" is per ${perUnit}. Put it before them.`,
  );
}

type RowStep = Extract<Coefficient, { kind: "factor" }>;

function multipliedByRow(quantity: Quantity, step: RowStep, { choose, version }: Setting): Quantity {
  const chosen = choose(wishFor(step, version.model));
  if (chosen.kind !== "accept") return lacking(quantity, chosen.evidence);
  const [factor, ...more] = chosen.value.rows;
  if (factor === undefined || more.length > 0) {
    return lacking(
      quantity,
      `"${step.activity}" has ${chosen.value.rows.length} rows, and a coefficient is one number. Beside the factor write ${chosen.value.rows
        .slice(0, 3)
        .map(({ id }) => `\`row: ${id}\``)
        .join(" or ")}.`,
    );
  }
  const pure = factor.perUnit === "1" ? unitRatio(factor.unit, "fraction") : undefined;
  const ratio = pure ?? unitRatio(quantity.unit, factor.perUnit);
  if (ratio === undefined) {
    return lacking(
      quantity,
      `Row "${factor.id}" is per ${factor.perUnit}, and the amount before it is in ${quantity.unit}. Convert it with a coefficient first.`,
    );
  }
  const unit = pure === undefined ? factor.unit : quantity.unit;
  const after = scaled(quantity, times(ratio, fractionOf(factor.value)), unit);
  return { ...after, rows: [...quantity.rows, factor] };
}

/** Unknown from here on, for want of a row that fits. */
const lacking = (quantity: Quantity, reason: string): Quantity => ({
  ...quantity,
  value: undefined,
  counted: undefined,
  lacks: [...quantity.lacks, { kind: "missing-factor", reason }],
});

/** The result in the unit that the model states. */
export function inUnit(quantity: Quantity, unit: string): Quantity {
  const ratio = unitRatio(quantity.unit, unit);
  if (ratio !== undefined) return quantity.unit === unit ? quantity : scaled(quantity, ratio, unit);
  if (quantity.lacks.length > 0) return { ...quantity, unit };
  return lacking(
    { ...quantity, unit },
    `The factor rows give ${quantity.unit}, and the plant model says ${unit}. Correct the unit, or take another row.`,
  );
}
