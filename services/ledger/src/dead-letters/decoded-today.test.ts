import { ActivityEvent, contractVersion, TelemetryRecord } from "@celadon/proto";
import { expect, test } from "vitest";
import { decodedToday } from "./decoded-today.ts";
import { oneReading } from "./letters-in-test.ts";

const bytes = (value: Uint8Array, schema = 0) => ({ key: "mill", value, schema });

test("bytes that can be read today say what they hold, and of which factory", () => {
  expect(decodedToday("telemetry", bytes(oneReading("mill")))).toEqual({
    isReadable: true,
    says: 'It can be read today: 1 reading of "mill", channels kwh.',
    factory: "mill",
  });
  const event = ActivityEvent.encode({ factory: "mill", touched: [], position: "", models: [] }).finish();
  expect(decodedToday("activity", bytes(event))).toMatchObject({ isReadable: true, factory: "mill" });
});

test("a rebuild says whose windows it computes again, whatever key it came under", () => {
  const key = "6f1c54de-90f5-4f44-a7d0-6f3a3a0b3a51";
  const value = { factory: "tannery", key, who: "Li", why: "a proof", askedMs: 1n, fromMs: undefined, toMs: undefined };
  const record = TelemetryRecord.encode({ record: { $case: "rebuild", value } }).finish();
  expect(decodedToday("telemetry", bytes(record))).toMatchObject({ isReadable: true, factory: "tannery" });
});

test.each<[string | undefined, Uint8Array, number, string]>([
  ["telemetry", new Uint8Array([0x0a, 0xff]), 0, "Still not to be taken. The record is no celadon.telemetry.v1"],
  ["telemetry", new Uint8Array(), 0, "Still not to be taken. The record is empty"],
  ["telemetry", TelemetryRecord.encode({ record: undefined }).finish(), 0, "The record is empty"],
  ["telemetry", oneReading("mill"), contractVersion + 1, "upgrade the ledger"],
  ["activity", new Uint8Array([0x0a, 0xff]), 0, "The record is no ActivityEvent"],
  [undefined, oneReading("mill"), 0, "The bytes stood in no topic that is read by records."],
])("what topic %s cannot take today says why: %#", (topic, value, schema, sentence) => {
  const today = decodedToday(topic, bytes(value, schema));
  expect(today).toEqual({ isReadable: false, says: expect.stringContaining(sentence) });
});
