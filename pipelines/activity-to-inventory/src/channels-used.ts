import type { Amount, Flow, Indicators, PlantProcess } from "./plant-model.ts";

/** All flows of a process, in one list. */
export const flowsOf = ({ makes, uses, takes, emits, handsOn }: PlantProcess): readonly Flow[] => [
  ...makes,
  ...uses,
  ...takes,
  ...emits,
  ...handsOn,
];

/** What of a plant model has amounts. */
interface Amounts {
  readonly processes: readonly PlantProcess[];
  readonly indicators?: Indicators | undefined;
}

/** The channels that some amount rests on, by itself or through the flow it is stated per unit of; those of indicators too. */
export function channelsUsed({ processes, indicators }: Amounts): ReadonlySet<string> {
  const parts = indicators === undefined ? [] : indicators.indicators.flatMap((indicator) => indicator.parts);
  return new Set([...processes.flatMap(flowsOf), ...parts].flatMap(({ amount }) => channelsOfAmount(amount)));
}

function channelsOfAmount({ of, times }: Amount): readonly string[] {
  const means = times.flatMap((step) => (step.kind === "mean" ? [step.channel] : []));
  if (of.kind === "channels") return [...of.terms.map(({ channel }) => channel), ...means];
  return of.kind === "ratio" && of.base.kind === "channel" ? [of.base.channel, ...means] : means;
}
