import type { AmountText } from "./amount-text.ts";
import type { Path } from "./fault.ts";
import { meanStep } from "./mean-step.ts";
import { type Channels, hasMean } from "./model-channels.ts";
import type { Amount, AmountOrigin, Coefficient, RatioBase } from "./plant-model.ts";
import type { FlowDraft } from "./process-shape.ts";
import type { Report } from "./report.ts";
import { resultUnit } from "./result-unit.ts";
import { dimensionOf, unitRatio } from "./unit-ratio.ts";
import { unknownName } from "./unknown-name.ts";

/** What an amount may refer to. `unitOf`: unit of a flow `process/flow` of this plant; undefined where it could not be read. */
export interface Scope {
  readonly channels: Channels;
  readonly flows: ReadonlyMap<string, string | undefined>;
  /** Whose flows need no process before their names; empty where the amount stands in none. */
  readonly process: string;
  readonly report: Report;
}

/** Looks up the names of an amount and follows its unit to the end. Undefined, with a complaint, where they do not fit. */
export function amountOf(draft: FlowDraft, path: Path, scope: Scope, wanted = draft.unit): Amount | undefined {
  const of = originOf(draft.amount, [...path, "amount"], scope);
  const times = (draft.times ?? []).map((one, i) => coefficientOf(one, [...path, "times", i], scope));
  if (of === undefined || times.some((one) => one === undefined)) return undefined;
  const known = times.filter((one) => one !== undefined);
  if (of.kind !== "channels" && known.some(({ kind }) => kind === "mean")) {
    scope.report.say([...path, "times"], {
      problem: "The mean of a channel is taken hour by hour, and this amount has no hours of its own.",
      fix: "Multiply an amount of channels with it, such as `amount: waterM3`.",
    });
    return undefined;
  }
  const unit = resultUnit({ start: of.unit, times: known, wanted }, path, scope.report);
  return unit === undefined ? undefined : { of, times: known, unit };
}

/** What an amount starts from, its names looked up. */
export function originOf(amount: AmountText, path: Path, scope: Scope): AmountOrigin | undefined {
  if (amount.kind === "stated") return amount;
  if (amount.kind === "channels") return channelSum(amount, path, scope);
  const { of, ...ratio } = amount;
  const base = ratioBase(of, path, scope);
  if (base === undefined) return undefined;
  const unit =
    base.kind === "flow"
      ? scope.flows.get(`${base.process}/${base.flow}`)
      : scope.channels.get(base.channel)?.amountUnit;
  if (unit === undefined) return undefined; // it has been complained about where it stands
  if (unitRatio(unit, amount.perUnit) !== undefined) return { ...ratio, base };
  scope.report.say(path, {
    problem: `"${of}" is counted in ${unit} (${dimensionOf(unit)}), not in ${amount.perUnit} (${dimensionOf(amount.perUnit)}).`,
    fix: `Write \`per ${unit} of ${of}\`.`,
  });
  return undefined;
}

function channelSum(
  amount: Extract<AmountText, { kind: "channels" }>,
  path: Path,
  { channels, report }: Scope,
): AmountOrigin | undefined {
  const units: string[] = [];
  for (const { channel: name } of amount.terms) {
    if (!channels.has(name)) {
      report.say(path, unknownName("Channel", name, channels.keys(), "Declare it under channels, with its unit."));
      continue;
    }
    const channel = channels.get(name);
    if (channel !== undefined && hasMean(channel.kind)) {
      report.say(path, {
        problem: `"${name}" is a ${channel.kind}, which does not add up.`,
        fix: `Take a counter, an interval or a rate; or multiply an amount by its mean in each hour, \`times: [{ channel: ${name} }]\`.`,
      });
    }
    if (channel?.amountUnit !== undefined) units.push(channel.amountUnit);
  }
  const [unit] = units;
  if (unit === undefined || units.length < amount.terms.length) return undefined;
  const stranger = units.find((other) => unitRatio(other, unit) === undefined);
  if (stranger === undefined) return { ...amount, unit };
  report.say(path, {
    problem: `${unit} (${dimensionOf(unit)}) and ${stranger} (${dimensionOf(stranger)}) cannot be added.`,
    fix: "Add channels that measure the same.",
  });
  return undefined;
}

/** A flow of the same process, a flow `process/flow` of another, or a channel. */
function ratioBase(name: string, path: Path, { channels, flows, process, report }: Scope): RatioBase | undefined {
  const isHere = flows.has(`${process}/${name}`);
  if (isHere && channels.has(name)) {
    report.say(path, {
      problem: `"${name}" is a flow of "${process}" and a channel.`,
      fix: `Write \`${process}/${name}\` for the flow, or rename one of them.`,
    });
    return undefined;
  }
  if (isHere) return { kind: "flow", process, flow: name };
  if (channels.has(name)) return { kind: "channel", channel: name };
  if (flows.has(name)) {
    const cut = name.indexOf("/");
    return { kind: "flow", process: name.slice(0, cut), flow: name.slice(cut + 1) };
  }
  const own = [...flows.keys()]
    .filter((key) => key.startsWith(`${process}/`))
    .map((key) => key.slice(process.length + 1));
  const known = [...own, ...flows.keys(), ...channels.keys()];
  const first = process === "" ? "Take" : `Take a flow of "${process}",`;
  report.say(path, unknownName("Flow", name, known, `${first} a flow as \`process/flow\`, or a channel.`));
  return undefined;
}

type CoefficientDraft = NonNullable<FlowDraft["times"]>[number];

function coefficientOf(
  { value, unit, source, factor, row, place, channel }: CoefficientDraft,
  path: Path,
  scope: Scope,
): Coefficient | undefined {
  const { report } = scope;
  if ([value, factor, channel].filter((one) => one !== undefined).length !== 1) {
    report.say(path, {
      problem: "A coefficient is a value, a factor row, or the mean of a channel: one of the three.",
      fix: "Write `value: 0.73`, or `factor: ACTIVITY`, or `channel: NAME`.",
    });
    return undefined;
  }
  if (channel !== undefined) return meanStep(channel, path, scope);
  if (factor === undefined)
    return value && { kind: "stated", ...value, ...unit, ...(source === undefined ? {} : { source }) };
  return {
    kind: "factor",
    activity: factor,
    ...(row === undefined ? {} : { row }),
    ...(place === undefined ? {} : { place }),
  };
}
