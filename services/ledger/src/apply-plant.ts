import { checkPlantModel, type Fault, type KnownFactors } from "@celadon/activity-to-inventory";
import { type PlantModel, TelemetryRecord, topics } from "@celadon/proto";
import { sha256Hex } from "@celadon/quantity";
import { type EventLog, refuse } from "@celadon/runtime";
import type { Book } from "./book.ts";
import { listPlants, type PlantRow } from "./queries/list-plants.ts";

export interface ApplyPorts {
  readonly log: EventLog;
  readonly book: Book;
  readonly knownFactors: KnownFactors;
  readonly now: () => number;
}

/** What a plant file says, with its faults; `warning`s do not keep it from being applied. */
export const checkPlant = (yaml: string, knownFactors: KnownFactors): readonly Fault[] =>
  checkPlantModel(yaml, knownFactors).faults;

/**
 * Puts a plant model into force from its effective date. Resolves when it is durable and every window it concerns has been
 * judged again. The same text twice is one version; another text for the same date is its next revision.
 */
export async function applyPlant(
  { yaml, who, why }: { readonly yaml: string; readonly who: string; readonly why: string },
  { log, book, knownFactors, now }: ApplyPorts,
): Promise<PlantRow & { readonly changed: boolean; readonly warnings: readonly Fault[] }> {
  const { model, faults } = checkPlantModel(yaml, knownFactors);
  if (model === undefined) {
    const count = faults.filter(({ severity }) => severity === "fault").length;
    const message = `The plant model has ${count} fault${count === 1 ? "" : "s"}: mend the lines named, then apply it again.`;
    throw refuse({ status: 400, code: "plant-faults", message, details: faults });
  }
  const hash = sha256Hex(yaml);
  const same = book.declared.models.find(
    (one) => one.factory === model.factory && Number(one.effectiveFromMs) === model.effectiveFromMs,
  );
  const changed = same?.hash !== hash;
  if (changed) {
    const record: PlantModel = {
      factory: model.factory,
      yaml,
      hash,
      effectiveFromMs: BigInt(model.effectiveFromMs),
      revision: same === undefined ? 0 : same.revision + 1,
      who,
      appliedMs: BigInt(now()),
      why,
    };
    const bytes = TelemetryRecord.encode({ record: { $case: "plantModel", value: record } }).finish();
    await log.publish(topics.telemetry.name, model.factory, bytes);
  }
  const row = listPlants(book, model.factory).find(({ id }) => id === hash);
  if (row === undefined) throw new Error(`Plant model ${hash} was committed and is not in force.`);
  return { ...row, changed, warnings: faults };
}
