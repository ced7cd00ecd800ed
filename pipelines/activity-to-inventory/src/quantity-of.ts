import type { Outcome, Period } from "@celadon/quantity";
import { amountWords } from "./amount-words.ts";
import { calendarShare } from "./calendar-share.ts";
import { type ChannelAmount, channelAmount } from "./channel-amount.ts";
import type { ChannelHours } from "./channel-hours.ts";
import { flowsOf } from "./channels-used.ts";
import type { ChosenFactors, FactorAsked } from "./chosen-factors.ts";
import {
  decimalText,
  type Fraction,
  fractionOf,
  isNegative,
  nothing,
  one,
  over,
  plus,
  sumOf,
  times,
} from "./fraction.ts";
import type { Amount, AmountOrigin, Coefficient, RatioBase } from "./plant-model.ts";
import type { Quantity, ScaledSource } from "./quantity.ts";
import { unitRatio } from "./unit-ratio.ts";
import { hullOf, type Version } from "./versions.ts";

/** What an amount is evaluated against: a version, some of its pieces, its readings, and the factor rows that hold there. */
export interface Setting {
  readonly version: Version;
  readonly pieces: readonly Period[];
  readonly hoursOf: (channel: string) => ChannelHours;
  readonly choose: (asked: Omit<FactorAsked, "day" | "purpose">) => Outcome<ChosenFactors, "missing-factor">;
}

/** The amount of a flow over the pieces: its origin, times coefficients, in its unit. Exact; unknown stays unknown. */
export function quantityOf(amount: Amount, where: string, setting: Setting): Quantity {
  let quantity = notBelowZero(originQuantity(amount.of, where, setting));
  for (const step of amount.times) quantity = multiplied(quantity, step, setting);
  return inUnit(quantity, amount.unit);
}

function originQuantity(of: AmountOrigin, where: string, setting: Setting): Quantity {
  if (of.kind === "channels") return channelsQuantity(of, setting);
  if (of.kind === "ratio") return ratioQuantity(of, where, setting);
  const { timeZone } = setting.version.model;
  const share = sumOf(setting.pieces.map((piece) => calendarShare(piece, of.per, timeZone)));
  const value = times(fractionOf(of.value), share);
  return {
    ...known(value, of.unit),
    sources: [statedSource(value, { unit: of.unit, words: `${where}: ${amountWords(of)}` }, setting)],
  };
}

const known = (value: Fraction, unit: string): Quantity => ({
  value,
  counted: value,
  unit,
  sources: [],
  lacks: [],
  estimates: [],
  rows: [],
});

function statedSource(
  value: Fraction,
  { unit, words }: { readonly unit: string; readonly words: string },
  { pieces }: Setting,
): ScaledSource {
  const { fromMs, toMs } = hullOf(pieces);
  return {
    channel: "",
    fromMs: BigInt(fromMs),
    toMs: BigInt(toMs),
    amount: decimalText(value),
    unit,
    measuredMs: 0n,
    estimatedMs: 0n,
    missingMs: 0n,
    stated: words,
    coefficient: one,
  };
}

function channelsQuantity(of: Extract<AmountOrigin, { kind: "channels" }>, setting: Setting): Quantity {
  const parts = of.terms.map(({ channel, isSubtracted }) => {
    const amount = amountOfChannel(channel, setting);
    const ratio = unitRatio(amount.source.unit, of.unit) ?? one;
    return { amount, coefficient: isSubtracted ? { ...ratio, above: -ratio.above } : ratio };
  });
  const sum = (read: (amount: ChannelAmount) => Fraction | undefined): Fraction | undefined =>
    parts.reduce((total: Fraction | undefined, { amount, coefficient }) => {
      const value = read(amount);
      return total === undefined || value === undefined ? undefined : plus(total, times(value, coefficient));
    }, nothing);
  return {
    value: sum(({ value }) => value),
    counted: sum(({ counted }) => counted),
    unit: of.unit,
    sources: parts.map(({ amount, coefficient }) => ({ ...amount.source, coefficient })),
    lacks: parts.flatMap(({ amount }) => amount.lack ?? []),
    estimates: parts.flatMap(({ amount }) => amount.estimate ?? []),
    rows: [],
  };
}

function amountOfChannel(name: string, { version, pieces, hoursOf }: Setting): ChannelAmount {
  const channel = version.model.channels.find((one) => one.name === name);
  if (channel === undefined) throw new Error(`Channel "${name}" is not in the model that names it.`);
  return channelAmount(channel, { version, pieces, hours: hoursOf(name) });
}

/** value per unit of another flow or channel: whatever that is unknown for, this is. */
function ratioQuantity(of: Extract<AmountOrigin, { kind: "ratio" }>, where: string, setting: Setting): Quantity {
  const base = baseQuantity(of.base, setting);
  const ratio = times(unitRatio(base.unit, of.perUnit) ?? one, fractionOf(of.value));
  const stated = `${where}: ${amountWords(of)}`;
  return {
    ...scaled(base, ratio, of.unit),
    sources: base.sources.map((source) => ({
      ...source,
      coefficient: times(source.coefficient, ratio),
      stated: source.stated === "" ? stated : `${stated}; ${source.stated}`,
    })),
  };
}

function baseQuantity(base: RatioBase, setting: Setting): Quantity {
  if (base.kind === "channel") {
    const unit = setting.version.model.channels.find(({ name }) => name === base.channel)?.amountUnit ?? "";
    const terms = [{ channel: base.channel, isSubtracted: false }];
    return notBelowZero(channelsQuantity({ kind: "channels", terms, unit }, setting));
  }
  const process = setting.version.model.processes.find(({ name }) => name === base.process);
  const flow = process && flowsOf(process).find(({ name }) => name === base.flow);
  if (flow === undefined) throw new Error(`Flow "${base.process}/${base.flow}" is not in the model that names it.`);
  return quantityOf(flow.amount, `${base.process}/${base.flow}`, setting);
}

const scaled = (quantity: Quantity, ratio: Fraction, unit: string): Quantity => ({
  ...quantity,
  unit,
  value: quantity.value && times(quantity.value, ratio),
  counted: quantity.counted && times(quantity.counted, ratio),
  sources: quantity.sources.map((source) => ({ ...source, coefficient: times(source.coefficient, ratio) })),
});

/** A difference of channels below zero is no amount: one of the meters is wrong, or stands elsewhere than the model says. */
function notBelowZero(quantity: Quantity): Quantity {
  if (quantity.value === undefined || !isNegative(quantity.value)) return quantity;
  const names = quantity.sources.map(({ channel }) => `"${channel}"`).join(", ");
  const reason = `The amount is ${decimalText(quantity.value)} ${quantity.unit}, below zero. Check ${names}: a part counts more than the whole.`;
  return {
    ...quantity,
    value: undefined,
    counted: undefined,
    lacks: [...quantity.lacks, { kind: "missing-amount", reason }],
  };
}

function multiplied(quantity: Quantity, step: Coefficient, setting: Setting): Quantity {
  if (step.kind === "factor") return multipliedByRow(quantity, step, setting);
  const value = over(fractionOf(step.above), fractionOf(step.below));
  if (step.unit === undefined || step.perUnit === undefined) return scaled(quantity, value, quantity.unit);
  return scaled(quantity, times(value, unitRatio(quantity.unit, step.perUnit) ?? one), step.unit);
}

function multipliedByRow(
  quantity: Quantity,
  { activity, row, place }: Extract<Coefficient, { kind: "factor" }>,
  setting: Setting,
): Quantity {
  const asked = { activity, place: place ?? setting.version.model.place, ...(row === undefined ? {} : { row }) };
  const chosen = setting.choose(asked);
  const lacking = (reason: string): Quantity => ({
    ...quantity,
    value: undefined,
    counted: undefined,
    lacks: [...quantity.lacks, { kind: "missing-factor", reason }],
  });
  if (chosen.kind !== "accept") return lacking(chosen.evidence);
  const [factor, ...more] = chosen.value.rows;
  if (factor === undefined || more.length > 0) {
    return lacking(
      `"${activity}" has ${chosen.value.rows.length} rows, and a coefficient is one number. Name one as row.`,
    );
  }
  const isPure = factor.perUnit === "1" || factor.perUnit === "";
  const ratio = isPure ? one : unitRatio(quantity.unit, factor.perUnit);
  if (ratio === undefined) {
    return lacking(
      `Row "${factor.id}" is per ${factor.perUnit}, and the amount before it is in ${quantity.unit}. Convert it with a coefficient first.`,
    );
  }
  const unit = isPure ? quantity.unit : factor.unit;
  const after = scaled(quantity, times(ratio, fractionOf(factor.value)), unit);
  return { ...after, rows: [...quantity.rows, factor] };
}

function inUnit(quantity: Quantity, unit: string): Quantity {
  const ratio = unitRatio(quantity.unit, unit);
  if (ratio !== undefined) return quantity.unit === unit ? quantity : scaled(quantity, ratio, unit);
  if (quantity.lacks.length > 0) return { ...quantity, unit };
  const reason = `The factor rows give ${quantity.unit}, and the plant model says ${unit}. Correct the unit, or take another row.`;
  return { ...quantity, unit, value: undefined, counted: undefined, lacks: [{ kind: "missing-factor", reason }] };
}
