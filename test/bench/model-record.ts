import { type PlantModel, TelemetryRecord } from "@celadon/proto";
import { sha256Hex } from "@celadon/quantity";

/** A plant model as the record that puts it into force. */
export function modelRecord(factory: string, yaml: string, effectiveFromMs: number): Uint8Array {
  const value: PlantModel = {
    ...{ factory, yaml, hash: sha256Hex(yaml), effectiveFromMs: BigInt(effectiveFromMs) },
    ...{ revision: 0, who: "bench", appliedMs: 0n, why: "bench" },
  };
  return TelemetryRecord.encode({ record: { $case: "plantModel", value } }).finish();
}
