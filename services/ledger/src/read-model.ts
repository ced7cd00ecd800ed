import { channelRulesOf, type PlantModel as Model, readPlantModel } from "@celadon/activity-to-inventory";
import type { PlantModel } from "@celadon/proto";
import { compileRule } from "@celadon/telemetry-to-activity";
import type { RulesOf } from "./declared.ts";
import type { FaultOfModel } from "./sort-records.ts";

const read = new Map<string, Model>();

/** The model behind a stored text. It was checked before it was stored, so a fault now is a bug and throws. Kept by hash. */
export function modelOf({ yaml, hash }: PlantModel): Model {
  const known = read.get(hash);
  if (known !== undefined) return known;
  const outcome = readPlantModel(yaml);
  if (outcome.kind !== "accept") throw new Error(`A stored plant model cannot be read: ${outcome.evidence}`);
  read.set(hash, outcome.value);
  return outcome.value;
}

/** Why a model that comes with the telemetry cannot be taken: whoever wrote it did not check it first. */
export const faultOfModel: FaultOfModel = ({ factory, yaml }) => {
  const outcome = readPlantModel(yaml);
  if (outcome.kind !== "accept") return `The plant model of "${factory}" has faults: ${outcome.evidence}`;
  if (outcome.value.factory === factory) return faultOfRules(outcome.value);
  return `The plant model is filed under "${factory}" and says it is of "${outcome.value.factory}": use one name.`;
};

/** Why a channel of a model cannot be counted by, though the file is sound: a number that no store could hold. */
export function faultOfRules(model: Model): string | undefined {
  for (const rule of channelRulesOf(model)) {
    const compiled = compileRule(rule);
    if (compiled.kind !== "accept") return compiled.evidence;
  }
  return undefined;
}

/** The channel rules of a stored model. */
export const rulesOfModel: RulesOf = (model) => channelRulesOf(modelOf(model));
