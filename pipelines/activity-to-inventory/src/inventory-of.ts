import type { DeclaredProduct, Gap, Inventory, LotMade } from "@celadon/proto";
import {
  accept,
  type InstantMs,
  instantText,
  localText,
  type Outcome,
  type Period,
  type RunningHash,
  reject,
} from "@celadon/quantity";
import { activityDigest } from "./activity-digest.ts";
import type { ActivityHour } from "./activity-hour.ts";
import { type ChannelHours, channelHours } from "./channel-hours.ts";
import type { FactorSource } from "./chosen-factors.ts";
import { indicatorsOf } from "./indicators-of.ts";
import { withIds } from "./line-ids.ts";
import { type Evidence, linesOf } from "./lines-of.ts";
import { type LotRefusal, lotFault } from "./lot-fault.ts";
import { disagreement } from "./models-agree.ts";
import type { PlantModel } from "./plant-model.ts";
import { processesOf } from "./processes-of.ts";
import { reachedBy } from "./reached.ts";
import { type SharedMonths, sharedMonths, sharesDigest } from "./shared-months.ts";
import { type ModelInForce, type Version, versionsIn, wholeHours } from "./versions.ts";

/** The version of these rules. It is part of a footprint's id: whoever changes a figure changes it too. */
export const method = "celadon-3";

export interface InventoryInput {
  readonly period: Period;
  /** Versions of one factory's model, each with the hour from which it is in force; order does not matter. */
  readonly models: readonly ModelInForce[];
  /**
   * Hours by channel, in any order. Hours outside the period are not counted, but one after its end tells that the channel has
   * passed it: hand over the last hour there is, or a period whose last hour is incomplete stays running.
   */
  readonly windows: ReadonlyMap<string, readonly ActivityHour[]>;
  readonly factors: FactorSource;
  /** The lot whose period it is: then the period holds to the millisecond, and windows are what `lotHours` makes of them. */
  readonly lot?: LotMade | undefined;
  /**
   * Of a lot: hours by channel of `sharedMonths`, and the last hour behind them, where some process shares over months. They give shares
   * and nothing else.
   */
  readonly monthWindows?: ReadonlyMap<string, readonly ActivityHour[]> | undefined;
  /** SHA-256 of the platform, which is many times as fast; the answer is the same without it. */
  readonly sha256?: () => RunningHash;
}

export type InventoryRefusal = "bad-period" | "no-model" | "no-activity" | "models-disagree" | LotRefusal;

/**
 * The inventory of a period: what the processes took, made and gave off, with the factor rows selected for it.
 *
 *   amount of a line = (Σ hours of its channels, or a stated amount) * coefficients, exactly, by version and calendar year
 *
 * What is unknown is empty and has a gap that says where, how much and what to do; nothing is replaced by 0. A period that a
 * channel has not passed is `running` and reaches to the last hour all have reached. A function of its input: the order of
 * windows, models and keys changes nothing.
 */
export function inventoryOf({
  period,
  models,
  windows,
  factors,
  lot,
  monthWindows,
  sha256,
}: InventoryInput): Outcome<Inventory, InventoryRefusal> {
  const { fromMs, toMs } = lot === undefined ? wholeHours(period) : period;
  if (!(fromMs < toMs)) {
    return reject(
      "bad-period",
      `The period ${instantText(period.fromMs)} to ${instantText(period.toMs)} holds no hour. Let it end after it begins.`,
    );
  }
  const hoursOf = hoursByChannel(windows);
  const whole = versionsIn({ fromMs, toMs }, models);
  const last = whole.at(-1);
  if (last === undefined) {
    return reject(
      "no-model",
      `No plant model is in force between ${instantText(fromMs)} and ${instantText(toMs)}. Apply one with an earlier effectiveFrom.`,
    );
  }
  const reachedMs = reachedBy(whole, hoursOf, { fromMs, toMs });
  if (reachedMs === undefined || reachedMs <= fromMs) {
    return reject(
      "no-activity",
      `No channel of "${last.model.factory}" has an hour between ${localText(fromMs, last.model.timeZone)} and ${localText(toMs, last.model.timeZone)}. Send readings, or take another period.`,
    );
  }
  const versions = versionsIn({ fromMs, toMs: reachedMs }, models);
  const months = lot && monthsOf({ fromMs, toMs: reachedMs }, { models, windows: monthWindows, factors });
  if (months?.versions.length === 0) {
    return reject(
      "no-activity",
      `The lot "${lot?.name}" shares burdens over the month from ${localText(months.period.fromMs, last.model.timeZone)}, of which no hour has ended yet. It has a footprint as soon as one has.`,
    );
  }
  const problem = disagreement(months?.versions ?? versions);
  if (problem !== undefined) return reject("models-disagree", problem);
  const fault = lot && lotFault(lot, last.model);
  if (fault !== undefined) return fault;
  const frame = { period, lot, reachedMs, hours: { fromMs, toMs }, versions, months };
  return accept(assembled(frame, { hoursOf, factors }, sha256));
}

/** The months that a lot shares over, where it does, as far as all channels have come. */
function monthsOf(
  lot: Period,
  {
    models,
    windows = new Map(),
    factors,
  }: Pick<InventoryInput, "models" | "factors"> & { readonly windows: InventoryInput["monthWindows"] },
): SharedMonths | undefined {
  const period = sharedMonths(lot, models);
  if (period === undefined) return undefined;
  const hours = wholeHours(period);
  const hoursOf = hoursByChannel(windows);
  const reachedMs = reachedBy(versionsIn(hours, models), hoursOf, hours) ?? hours.fromMs;
  const versions = versionsIn({ ...hours, toMs: reachedMs }, models);
  return {
    period,
    reachedMs: reachedMs < hours.toMs ? reachedMs : period.toMs,
    versions,
    evidence: { hoursOf, factors },
  };
}

/** Orders the hours of a channel when somebody first asks for it: most channels of a plant are in no amount. */
function hoursByChannel(windows: InventoryInput["windows"]): (channel: string) => ChannelHours {
  const ordered = new Map<string, ChannelHours>();
  return (channel) => {
    const hours = ordered.get(channel) ?? channelHours(channel, windows.get(channel) ?? []);
    ordered.set(channel, hours);
    return hours;
  };
}

interface Frame {
  readonly period: Period;
  readonly lot: LotMade | undefined;
  readonly hours: Period;
  readonly reachedMs: InstantMs;
  readonly versions: readonly Version[];
  readonly months: SharedMonths | undefined;
}

function assembled(
  { period, lot, hours, reachedMs, versions, months }: Frame,
  evidence: Evidence,
  sha256: InventoryInput["sha256"],
): Inventory {
  const model = (versions.at(-1) as Version).model; // a reached period has a version, as checked before
  const { lines, gaps: lineGaps } = withIds(
    versions.flatMap((version) => linesOf(version, evidence)),
    model.timeZone,
  );
  const { processes, gaps: processGaps, overMonths } = processesOf({ versions, evidence }, months);
  const beforeModels = headless(versions, hours);
  const beforeShares = months === undefined ? [] : headless(months.versions, wholeHours(months.period));
  const digest = activityDigest(versions, evidence.hoursOf, sha256);
  const isRunning = reachedMs < hours.toMs;
  return {
    factory: model.factory,
    fromMs: BigInt(period.fromMs),
    toMs: BigInt(period.toMs),
    timeZone: model.timeZone,
    models: versions.map((version) => ({ hash: version.model.hash, fromMs: BigInt(version.fromMs) })),
    method,
    factorRelease: evidence.factors.release,
    activityDigest: months === undefined ? digest : sharesDigest(digest, months, overMonths, sha256),
    processes,
    lines,
    gaps: [...lineGaps, ...processGaps, ...unmodelled(versions), ...beforeModels, ...beforeShares],
    products: model.products.map((product) => declared(product, model)),
    reach: isRunning ? "running" : "complete",
    reachedMs: BigInt(isRunning ? reachedMs : period.toMs),
    gwpSet: model.gwpSet,
    purpose: model.purpose,
    indicators: indicatorsOf(versions, evidence, beforeModels),
    lot,
  };
}

/** What the versions say they leave out, each once. */
function unmodelled(versions: readonly Version[]): readonly Gap[] {
  const gaps = versions.flatMap(({ model }) =>
    model.notModelled.map(({ what, why, excused }) => ({
      kind: "not-modelled",
      where: what,
      reason: excused === undefined ? `${what}: ${why}` : `${what}: ${why} Excused: ${excused}`,
      excused: excused !== undefined,
    })),
  );
  return gaps.filter((gap, i) => gaps.findIndex(({ reason }) => reason === gap.reason) === i);
}

/** The beginning of a period that no version of the model covers: nothing is known of it. */
function headless(versions: readonly Version[], { fromMs }: Period): readonly Gap[] {
  const [first] = versions;
  if (first === undefined || first.fromMs <= fromMs) return [];
  const { factory, timeZone } = first.model;
  const until = localText(first.fromMs, timeZone);
  const reason = `No version of the plant model of "${factory}" is in force before ${until}. Apply one with an earlier effectiveFrom, or take a period that begins there.`;
  return [{ kind: "not-modelled", where: "plant model", reason, excused: false }];
}

const declared = (product: PlantModel["products"][number], model: PlantModel): DeclaredProduct => ({
  product: product.name,
  process: product.process,
  declaredAmount: product.declaredAmount,
  declaredUnit: product.declaredUnit,
  boundary: product.boundary,
  name: product.names.en,
  nameZh: product.names.zh ?? "",
  marks: [...(model.isIllustrative ? ["illustrative"] : []), ...(model.isSimulated ? ["simulated"] : [])],
  group: product.group ?? "",
  keys: product.keys ?? [],
});
