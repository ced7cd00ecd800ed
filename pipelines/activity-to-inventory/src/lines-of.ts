import type { ChannelHours } from "./channel-hours.ts";
import type { FactorSource } from "./chosen-factors.ts";
import { type FactorGroup, factorGroups, wishesOf, wishFor } from "./factor-groups.ts";
import { fittedFactors } from "./fitted-factors.ts";
import { decimalText, times } from "./fraction.ts";
import { cutOffFor, directOf, type LineDraft, settled, sourcesOf } from "./line-draft.ts";
import type { Emission, FactorWish, Input, PlantProcess } from "./plant-model.ts";
import { quantityOf } from "./quantity-of.ts";
import { ratioBetween } from "./unit-ratio.ts";
import { unverifiedGaps } from "./unverified-gaps.ts";
import { upstreamGaps } from "./upstream-gaps.ts";
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
  const fitted = fittedFactors(quantity.unit, wish, { version, group });
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
    gaps: [
      ...gaps,
      ...unverifiedGaps(quantity.sources, version.model),
      ...factorGaps,
      ...upstreamGaps({ process, input }, wish, version.model),
    ],
  };
}

const stretchOf = ({ pieces }: FactorGroup): { readonly fromMs: bigint; readonly toMs: bigint } => {
  const { fromMs, toMs } = hullOf(pieces);
  return { fromMs: BigInt(fromMs), toMs: BigInt(toMs) };
};

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
    const toKg = ratioBetween(quantity.unit, "kg");
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
      gaps: [...gaps, ...unverifiedGaps(quantity.sources, version.model)],
    };
  });
}
