import { TelemetryRecord } from "@celadon/proto";
import { expect, test } from "vitest";
import { faultOfModel } from "./read-model.ts";
import { sortRecords } from "./sort-records.ts";

const model = (factory: string, yaml: string): Uint8Array =>
  TelemetryRecord.encode({
    record: {
      $case: "plantModel",
      value: { factory, yaml, hash: "", effectiveFromMs: 0n, revision: 0, who: "", appliedMs: 0n, why: "" },
    },
  }).finish();

const sorted = (...values: readonly Uint8Array[]) =>
  sortRecords(
    values.map((value, position) => ({ key: "mill", value, position })),
    faultOfModel,
  );

test("a plant model with faults goes to the dead letters with its sentence, and the stream goes on", () => {
  const { models, dead } = sorted(model("mill", "factory: mill\nchannels: 7\n"), new Uint8Array([255]));
  expect(models).toEqual([]);
  expect(dead.map(({ reason }) => reason)).toEqual(["rejected", "undecodable"]);
  expect(dead[0]?.evidence).toMatch(/^The plant model of "mill" has faults: line \d+/);
});
