import { amountWords } from "./amount-words.ts";
import { calendarShare } from "./calendar-share.ts";
import { type ChannelAmount, channelAmount } from "./channel-amount.ts";
import { channelNamed } from "./channel-named.ts";
import { flowsOf } from "./channels-used.ts";
import { decimalText, type Fraction, fractionOf, isNegative, nothing, one, plus, sumOf, times } from "./fraction.ts";
import { meanAmount } from "./mean-amount.ts";
import { inUnit, multiplied } from "./multiplied.ts";
import type { Amount, AmountOrigin, RatioBase } from "./plant-model.ts";
import { type Quantity, type ScaledSource, scaled } from "./quantity.ts";
import type { Setting } from "./setting.ts";
import { ratioBetween } from "./unit-ratio.ts";
import { hullOf } from "./versions.ts";

/** The amount of a flow over the pieces: its origin, times coefficients, in its unit. Exact; unknown stays unknown. */
export function quantityOf(amount: Amount, where: string, setting: Setting): Quantity {
  const means = amount.times.flatMap((step) => (step.kind === "mean" ? [step.channel] : []));
  let quantity = originQuantity(amount.of, { where, means }, setting);
  for (const step of amount.times) quantity = multiplied(quantity, step, setting);
  return inUnit(quantity, amount.unit);
}

function originQuantity(
  of: AmountOrigin,
  { where, means }: { readonly where: string; readonly means: readonly string[] },
  setting: Setting,
): Quantity {
  if (of.kind === "channels") return notBelowZero(channelsQuantity(of, setting, means));
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

/** `means`: channels whose mean in each hour its amount is multiplied by. Their units follow, step by step. */
function channelsQuantity(
  of: Extract<AmountOrigin, { kind: "channels" }>,
  setting: Setting,
  means: readonly string[] = [],
): Quantity {
  const parts = of.terms.map(({ channel, isSubtracted }) => {
    const amount = amountOfChannel(channel, setting, means);
    const ratio = ratioBetween(amount.source.unit, of.unit);
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
    sources: parts.map(({ amount: { source }, coefficient }) => ({
      ...source,
      coefficient: times(source.coefficient, coefficient),
    })),
    lacks: parts.flatMap(({ amount }) => amount.lacks),
    estimates: parts.flatMap(({ amount }) => amount.estimates),
    rows: [],
  };
}

function amountOfChannel(name: string, setting: Setting, means: readonly string[]): ChannelAmount {
  const { version, pieces, hoursOf } = setting;
  const at = { version, pieces, hours: hoursOf(name) };
  if (means.length === 0) return channelAmount(channelNamed(name, version.model), at);
  const multipliers = means.map((mean) => ({ channel: channelNamed(mean, version.model), hours: hoursOf(mean) }));
  return meanAmount(channelNamed(name, version.model), { ...at, multipliers });
}

/** value per unit of another flow or channel: whatever that is unknown for, this is. */
function ratioQuantity(of: Extract<AmountOrigin, { kind: "ratio" }>, where: string, setting: Setting): Quantity {
  const base = baseQuantity(of.base, setting);
  const ratio = times(ratioBetween(base.unit, of.perUnit), fractionOf(of.value));
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
