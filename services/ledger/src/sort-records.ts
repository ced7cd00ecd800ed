import {
  contractVersion,
  type Declaration,
  type Lot,
  type PlantModel,
  type ReadingBatch,
  type Rebuild,
  TelemetryRecord,
} from "@celadon/proto";
import type { LogRecord } from "@celadon/runtime";
import { declarationFaults } from "./declaration-faults.ts";
import { lotFaults } from "./lots/lot-faults.ts";
import { rebuildFaults } from "./rebuild-faults.ts";
import { faultOfWhole, splitBatch } from "./split-batch.ts";

/** A record that cannot be taken, or a row of one, with the sentence for its dead letter. */
export interface DeadRecord {
  readonly record: LogRecord;
  /** The row alone, as a record that could be published again; absent where the whole record is meant. */
  readonly row?: { readonly index: number; readonly content: Uint8Array };
  readonly reason: "undecodable" | "unknown-schema" | "too-large" | "empty" | "rejected" | "refused-by-store";
  readonly evidence: string;
}

/** What a batch of the telemetry topic holds, by kind. */
export interface SortedRecords {
  readonly readings: readonly ReadingBatch[];
  readonly models: readonly PlantModel[];
  readonly declarations: readonly Declaration[];
  readonly rebuilds: readonly Rebuild[];
  readonly lots: readonly Lot[];
  readonly dead: readonly DeadRecord[];
}

/** What is wrong with a plant model, as a sentence, or undefined. */
export type FaultOfModel = (model: PlantModel) => string | undefined;

/** Decodes every record; one that is broken goes aside alone, and so does a row that is no reading. */
export function sortRecords(records: readonly LogRecord[], faultOfModel: FaultOfModel): SortedRecords {
  const readings: ReadingBatch[] = [];
  const models: PlantModel[] = [];
  const declarations: Declaration[] = [];
  const rebuilds: Rebuild[] = [];
  const lots: Lot[] = [];
  const dead: DeadRecord[] = [];
  for (const record of records) {
    const unread = whyUnread(record);
    if (unread !== undefined) {
      dead.push({ record, ...unread });
      continue;
    }
    const decoded = decode(record.value);
    if (typeof decoded === "string") {
      dead.push({ record, reason: "undecodable", evidence: decoded });
      continue;
    }
    switch (decoded.record?.$case) {
      case "readings": {
        const fault = faultOfWhole(decoded.record.value);
        if (fault !== undefined) {
          dead.push({ record, ...fault });
          break;
        }
        const { sound, bad } = splitBatch(decoded.record.value);
        if (sound.count > 0 || bad.length === 0) readings.push(sound);
        for (const { index, evidence, rows } of bad) {
          const content = TelemetryRecord.encode({ record: { $case: "readings", value: rows } }).finish();
          dead.push({ record, row: { index, content }, reason: "refused-by-store", evidence });
        }
        break;
      }
      case "plantModel": {
        const fault = faultOfModel(decoded.record.value);
        if (fault === undefined) models.push(decoded.record.value);
        else dead.push({ record, reason: "rejected", evidence: fault });
        break;
      }
      case "declaration": {
        const [fault] = declarationFaults(decoded.record.value);
        if (fault === undefined) declarations.push(decoded.record.value);
        else dead.push({ record, reason: "rejected", evidence: `Declaration: ${fault.problem} ${fault.fix}` });
        break;
      }
      case "rebuild": {
        const [fault] = rebuildFaults(decoded.record.value);
        if (fault === undefined) rebuilds.push(decoded.record.value);
        else dead.push({ record, reason: "rejected", evidence: `Rebuild: ${fault.problem} ${fault.fix}` });
        break;
      }
      case "lot": {
        const [fault] = lotFaults(decoded.record.value);
        if (fault === undefined) lots.push(decoded.record.value);
        else dead.push({ record, reason: "rejected", evidence: `Lot: ${fault.problem} ${fault.fix}` });
        break;
      }
      case undefined:
        dead.push({
          record,
          reason: "unknown-schema",
          evidence: "The record holds nothing this version knows: upgrade the ledger.",
        });
    }
  }
  return { readings, models, declarations, rebuilds, lots, dead };
}

/** What must not even be decoded: a record of nothing, and one whose writer may have meant more by it than we can read. */
function whyUnread({ value, schema }: LogRecord): Pick<DeadRecord, "reason" | "evidence"> | undefined {
  if (value.length === 0) {
    return {
      reason: "empty",
      evidence: "The record is empty: nothing but a batch, a model, a declared fact, a lot or a rebuild belongs here.",
    };
  }
  if (schema === undefined || schema <= contractVersion) return undefined;
  const evidence = `The record is of version ${schema} of the contracts, this program reads up to ${contractVersion}: upgrade the ledger, then replay it.`;
  return { reason: "unknown-schema", evidence };
}

function decode(bytes: Uint8Array): TelemetryRecord | string {
  try {
    return TelemetryRecord.decode(bytes);
  } catch (error) {
    // The decoder throws on bytes that are no such message, which is bad data here, not broken code.
    return `The record is no celadon.telemetry.v1.TelemetryRecord: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
