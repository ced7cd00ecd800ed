import { chunkOf, type MeterReading } from "@celadon/meter-to-telemetry";
import { readingLimits, TelemetryRecord } from "@celadon/proto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toRecord } from "../to-record.ts";
import { messagesOf, readingsRecord } from "./readings-record.ts";

const reading: fc.Arbitrary<MeterReading> = fc.record({
  channel: fc.constantFrom("outfall/2011/w01018-Rtd", "outfall/2061/w00000-Cou", "总表"),
  atMs: fc.integer({ min: readingLimits.atMsFirst, max: readingLimits.atMsEnd - 1 }),
  valueMicro: fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n }),
  revision: fc.integer({ min: 0, max: readingLimits.revisionMax }),
  coversSeconds: fc.integer({ min: 0, max: readingLimits.coversSecondsMax }),
  quality: fc.integer({ min: 1, max: 15 }),
  marks: fc.integer({ min: 0, max: 2_047 }),
});
const receipt = { receivedMs: 1.7e12, origin: "hj212:192.0.2.7" };

test("a record of readings is that of their chunk, byte for byte", () => {
  fc.assert(
    fc.property(fc.array(reading, { minLength: 1 }), (readings) => {
      expect(Buffer.from(readingsRecord("mill", readings, receipt))).toEqual(
        Buffer.from(toRecord(chunkOf("mill", readings), receipt)),
      );
    }),
  );
});

test("messages hold all readings in their order, and each keeps within the limits of a message", () => {
  const many = Array.from({ length: 5_000 }, (_, i) => {
    const channel = `${"很".repeat(100)} ${i}`;
    return {
      ...{ channel, atMs: 1.7e12 + i, valueMicro: 1n, revision: 0, coversSeconds: 0 },
      quality: 2,
      marks: 1_024,
    };
  });
  const runs = messagesOf(many);
  expect(runs.flat()).toEqual(many);
  for (const run of runs) {
    const record = readingsRecord("mill", run, receipt);
    expect(record.length).toBeLessThanOrEqual(readingLimits.bytesPerMessage);
    expect(run.length).toBeLessThanOrEqual(readingLimits.rowsPerMessage);
    expect(TelemetryRecord.decode(record).record?.$case).toBe("readings");
  }
  expect(messagesOf(many.map((one) => ({ ...one, channel: "a" }))).map((run) => run.length)).toEqual(
    Array.from({ length: 5 }, () => 1_000),
  );
});
