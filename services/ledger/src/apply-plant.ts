import { checkPlantModel, type Fault, type KnownFactors } from "@celadon/activity-to-inventory";
import { type PlantModel, TelemetryRecord, topics } from "@celadon/proto";
import { localText, sha256Hex } from "@celadon/quantity";
import { type Caller, type EventLog, type Place, refuse, refuseForeign } from "@celadon/runtime";
import type { BookNow } from "./book.ts";
import { inForce } from "./in-force.ts";
import { versionsOf } from "./queries/scope.ts";
import { faultOfRules } from "./read-model.ts";

export interface ApplyPorts {
  readonly log: EventLog;
  readonly bookNow: BookNow;
  readonly knownFactors: KnownFactors;
  readonly now: () => number;
}

/** What a plant file says, with its faults; `warning`s do not keep it from being applied. */
export const checkPlant = (yaml: string, knownFactors: KnownFactors): ReturnType<typeof checkPlantModel> =>
  checkPlantModel(yaml, knownFactors);

export interface PlantToApply {
  readonly yaml: string;
  readonly who: string;
  readonly why: string;
  /** The version the writer started from: another one in its place is a refusal. */
  readonly expectedHash?: string;
  /** Who applies it: only a model of their own factories. */
  readonly caller: Caller;
}

export interface AppliedPlant {
  readonly version: PlantModel;
  /** False: exactly this text held from this instant already. */
  readonly changed: boolean;
  readonly warnings: readonly Fault[];
  /** Where the record stands in the log; undefined when there is none because nothing changed. */
  readonly place: Place | undefined;
}

/**
 * Puts a plant model into force from its effective date. Resolves when it is durable and every window it concerns has been
 * judged again. The same text twice is one version; another text for the same date is its next revision.
 */
export async function applyPlant(
  { yaml, who, why, expectedHash, caller }: PlantToApply,
  { log, bookNow, knownFactors, now }: ApplyPorts,
): Promise<AppliedPlant> {
  const { model, faults } = checkPlantModel(yaml, knownFactors);
  if (model === undefined) {
    const count = faults.filter(({ severity }) => severity === "fault").length;
    const message = `The plant model has ${count} fault${count === 1 ? "" : "s"}: mend the lines named, then apply it again.`;
    throw refuse({ status: 400, code: "plant-faults", message, details: faults });
  }
  refuseForeign(caller, model.factory);
  const fault = faultOfRules(model);
  if (fault !== undefined) throw refuse({ status: 400, code: "plant-faults", message: fault });
  const hash = sha256Hex(yaml);
  const book = await bookNow();
  const holding = versionsOf(book, model.factory).findLast(
    ({ effectiveFromMs }) => Number(effectiveFromMs) <= model.effectiveFromMs,
  );
  const warnings = [...faults, ...heldLater(model, yaml, versionsOf(book, model.factory))];
  const same = Number(holding?.effectiveFromMs) === model.effectiveFromMs ? holding : undefined;
  if (same?.hash === hash) return { version: same, changed: false, warnings, place: undefined };
  if (expectedHash !== undefined && holding?.hash !== expectedHash)
    throw outdated(model.factory, holding, expectedHash);
  const version: PlantModel = {
    factory: model.factory,
    yaml,
    hash,
    effectiveFromMs: BigInt(model.effectiveFromMs),
    revision: same === undefined ? 0 : same.revision + 1,
    who,
    appliedMs: BigInt(now()),
    why,
  };
  const bytes = TelemetryRecord.encode({ record: { $case: "plantModel", value: version } }).finish();
  const place = await log.publish(topics.telemetry.name, model.factory, bytes);
  await inForce(log, place, `Plant model ${hash}`);
  if (!(await bookNow()).declared.models.some((one) => one.factory === model.factory && one.hash === hash)) {
    throw new Error(`Plant model ${hash} was committed and is not in force.`);
  }
  return { version, changed: true, warnings, place };
}

/** A version that begins later holds from then on, whatever this file says: who corrects a file must know. */
function heldLater(
  { effectiveFromMs, timeZone }: { readonly effectiveFromMs: number; readonly timeZone: string },
  yaml: string,
  versions: readonly PlantModel[],
): readonly Fault[] {
  const later = versions.find((version) => Number(version.effectiveFromMs) > effectiveFromMs);
  if (later === undefined) return [];
  const from = localText(Number(later.effectiveFromMs), timeZone);
  const line = yaml.split("\n").findIndex((text) => text.startsWith("effectiveFrom:")) + 1;
  return [
    {
      line: Math.max(line, 1),
      column: 1,
      path: "effectiveFrom",
      severity: "warning",
      problem: `A later version of this plant holds from ${from} on, instead of this file.`,
      fix: `To change what holds from then on, apply a file with \`effectiveFrom: ${from}\`.`,
    },
  ];
}

function outdated(factory: string, holding: PlantModel | undefined, expected: string) {
  const found = holding === undefined ? "no version" : `version ${holding.hash}`;
  const message = `At that instant factory "${factory}" has ${found}, not ${expected}: read what holds, take your change over to it, and apply again.`;
  return refuse({ status: 412, code: "plant-outdated", message });
}
