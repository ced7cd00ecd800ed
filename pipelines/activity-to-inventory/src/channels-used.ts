import type { Amount, Flow, PlantProcess } from "./plant-model.ts";

/** All flows of a process, in one list. */
export const flowsOf = ({ makes, uses, takes, emits, handsOn }: PlantProcess): readonly Flow[] => [
  ...makes,
  ...uses,
  ...takes,
  ...emits,
  ...handsOn,
];

/** The channels that some amount rests on, by itself or through the flow it is stated per unit of. */
export const channelsUsed = (processes: readonly PlantProcess[]): ReadonlySet<string> =>
  new Set(processes.flatMap((process) => flowsOf(process).flatMap(({ amount }) => channelsOfAmount(amount))));

function channelsOfAmount({ of }: Amount): readonly string[] {
  if (of.kind === "channels") return of.terms.map(({ channel }) => channel);
  return of.kind === "ratio" && of.base.kind === "channel" ? [of.base.channel] : [];
}
