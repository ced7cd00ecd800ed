import type { FactorUse, Gap } from "@celadon/proto";
import type { ChannelHours } from "./channel-hours.ts";
import type { FactorSource } from "./chosen-factors.ts";
import { type FactorGroup, factorGroups, wishesOf, wishFor } from "./factor-groups.ts";
import { decimalText, fractionOf, one, times } from "./fraction.ts";
import { cutOffFor, directOf, type LineDraft, settled, sourcesOf } from "./line-draft.ts";
import { burntWithoutUpstream } from "./model-loose-ends.ts";
import type { Emission, FactorWish, Input, PlantProcess } from "./plant-model.ts";
import { quantityOf } from "./quantity-of.ts";
import { unitRatio } from "./unit-ratio.ts";
import { hullOf, type Version } from "./versions.ts";

export interface Evidence {
  readonly hoursOf: (channel: string) => ChannelHours;
  readonly factors: FactorSource;
}

/** Everything one version's processes exchange with the world outside the plant, one line for each flow, factor and stretch. */
export const linesOf = (version: Version, evidence: Evidence): readonly LineDraft[] =>
  version.model.processes.flatMap((process) => [
    ...process.takes.flatMap((input) => inputLines({ process, input, list: "takes" }, version, evidence)),
    ...process.emits.flatMap((emission) => emissionLines(process, emission, version, evidence)),
    ...process.handsOn.flatMap((input) => inputLines({ process, input, list: "handsOn" }, version, evidence)),
  ]);

interface Place {
  readonly process: PlantProcess;
  readonly input: Input;
  readonly list: "takes" | "handsOn";
}

const inputLines = (place: Place, version: Version, evidence: Evidence): readonly LineDraft[] =>
  place.input.factors.flatMap((wish) => {
    const wishes = [wishFor(wish, version.model), ...wishesOf(place.input.amount, version.model)];
    const groups = factorGroups(version, wishes, evidence.factors);
    return groups.map((group) => inputLine(place, wish, { version, group, evidence }));
  });

interface At {
  readonly version: Version;
  readonly group: FactorGroup;
  readonly evidence: Evidence;
}

function inputLine({ process, input, list }: Place, wish: FactorWish, { version, group, evidence }: At): LineDraft {
  const flow = `${process.name}/${input.name}`;
  const base = wish.name === "" ? flow : `${flow}/${wish.name}`;
  const names = [flow, base];
  const { cutOffs } = version.model;
  const path = `processes.${process.name}.${list}.${input.name}`;
  const quantity = quantityOf(input.amount, path, { ...group, version, hoursOf: evidence.hoursOf });
  const { amount, gaps } = settled(quantity, names, cutOffs);
  const fitted = fittedFactors(quantity.unit, wish, { version, group, evidence });
  const excuse = cutOffFor({}, names, cutOffs);
  const factorGaps = fitted.problems.map((reason) => ({
    kind: "missing-factor",
    reason: excuse === undefined ? reason : `${reason} Cut off: ${excuse.why}`,
    excused: excuse !== undefined,
  }));
  return {
    base,
    process: process.name,
    flow: input.name,
    activity: wish.activity,
    amount: amount === undefined ? "" : decimalText(times(amount, fitted.ratio)),
    unit: fitted.unit,
    scope: wish.scope,
    stage: input.stage,
    sources: sourcesOf(quantity.sources, fitted.ratio),
    factors: fitted.rows,
    basis: input.basis,
    note: input.note ?? "",
    ...stretchOf(group),
    direct: [],
    coefficients: [...quantity.rows, ...fitted.ncv],
    gaps: [...gaps, ...factorGaps, ...upstreamGaps({ process, input }, wish, version)],
  };
}

const stretchOf = ({ pieces }: FactorGroup): { readonly fromMs: bigint; readonly toMs: bigint } => {
  const { fromMs, toMs } = hullOf(pieces);
  return { fromMs: BigInt(fromMs), toMs: BigInt(toMs) };
};

interface Fitted {
  readonly rows: readonly FactorUse[];
  /** The calorific value, where the amount had to go through it. */
  readonly ncv: readonly FactorUse[];
  readonly unit: string;
  readonly ratio: typeof one;
  readonly problems: readonly string[];
}

/**
 * The factor rows for an amount in `unit`. Rows per energy take fuel by mass or volume through the calorific value of their own
 * source, and the line is then in energy. What neither converts nor burns has no factor.
 */
function fittedFactors(unit: string, wish: FactorWish, { version, group }: At): Fitted {
  const none = { rows: [], ncv: [], unit, ratio: one };
  const chosen = group.choose(wishFor(wish, version.model));
  if (chosen.kind !== "accept") return { ...none, problems: [chosen.evidence] };
  const { rows, ncv } = chosen.value;
  const perUnit = rows[0]?.perUnit ?? unit;
  if (unitRatio(unit, perUnit) !== undefined) return { rows, ncv: [], unit, ratio: one, problems: [] };
  const fuel = ncv && unitRatio(unit, ncv.perUnit);
  if (ncv !== undefined && fuel !== undefined && unitRatio(ncv.unit, perUnit) !== undefined) {
    return { rows, ncv: [ncv], unit: ncv.unit, ratio: times(fuel, fractionOf(ncv.value)), problems: [] };
  }
  const reason = `Factor "${rows[0]?.id}" is per ${perUnit}, and the amount is in ${unit}. Add a coefficient under times that gives ${perUnit}, such as \`unit: ${perUnit}/${unit}\`.`;
  return { ...none, problems: [reason] };
}

/** Once for each burnt fuel, at the line of its combustion. */
function upstreamGaps(
  { process, input }: Pick<Place, "process" | "input">,
  wish: FactorWish,
  { model }: Version,
): readonly Omit<Gap, "where">[] {
  const isBare = burntWithoutUpstream([process], model.products).some((burnt) => burnt.input === input.name);
  const firstFuel = input.factors.find(({ activity }) => activity.startsWith("fuel/"));
  if (model.purpose !== "pcf" || !isBare || wish !== firstFuel) return [];
  const name = `${process.name}/${input.name}`;
  const excuse = cutOffFor({}, [name], model.cutOffs);
  const reason = `The upstream of "${name}" (extraction, transport) is not modelled. Add it under factors, such as \`upstream: { factor: upstream/natural-gas }\`.`;
  return [
    {
      kind: "not-modelled",
      reason: excuse === undefined ? reason : `${reason} Cut off: ${excuse.why}`,
      excused: excuse !== undefined,
    },
  ];
}

/** A gas given off by itself: its mass is the amount, and no factor stands between. */
function emissionLines(
  process: PlantProcess,
  emission: Emission,
  version: Version,
  evidence: Evidence,
): readonly LineDraft[] {
  const base = `${process.name}/${emission.name}`;
  const groups = factorGroups(version, wishesOf(emission.amount, version.model), evidence.factors);
  return groups.map((group) => {
    const path = `processes.${process.name}.emits.${emission.name}`;
    const quantity = quantityOf(emission.amount, path, { ...group, version, hoursOf: evidence.hoursOf });
    const { amount, gaps } = settled(quantity, [base], version.model.cutOffs);
    const toKg = unitRatio(quantity.unit, "kg") ?? one;
    const mass = amount && times(amount, toKg);
    return {
      base,
      process: process.name,
      flow: emission.name,
      activity: `direct/${emission.gas}`,
      amount: mass === undefined ? "" : decimalText(mass),
      unit: "kg",
      scope: 1,
      stage: emission.stage,
      sources: sourcesOf(quantity.sources, toKg),
      factors: [],
      basis: emission.basis,
      note: emission.note ?? "",
      ...stretchOf(group),
      direct: directOf(emission.gas, mass),
      coefficients: quantity.rows,
      gaps,
    };
  });
}
