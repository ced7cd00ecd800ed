import { TelemetryRecord } from "@celadon/proto";
import type { EventLog } from "@celadon/runtime";
import { expect, test } from "vitest";
import { openMeterDoor } from "./meter-door.ts";

const reading = (channel: string) => ({
  ...{ channel, atMs: 1.7e12, valueMicro: 5n, revision: 0, coversSeconds: 0, quality: 2, marks: 1024 },
});

/** A log that keeps what is published, and answers when `opened` is resolved. */
function doorOn(opened: Promise<void>, answerMsMax = 4_000) {
  const published: string[] = [];
  const log = {
    publish: async (_topic: string, key: string, value: Uint8Array) => {
      const { record } = TelemetryRecord.decode(value);
      published.push(`${key} ${record?.$case === "readings" ? record.value.count : 0}`);
      await opened;
      return { partition: 0, position: published.length };
    },
  };
  const ports = {
    log: log as EventLog,
    store: {} as never,
    now: () => 0,
    isShared: true,
    refuseWhenStalled: () => undefined,
    answerMsMax,
  };
  return { door: openMeterDoor(ports), published };
}

const from = (factory: string, ...channels: string[]) => ({
  ...{ factory, origin: "hj212:192.0.2.7", receivedMs: 0, readings: channels.map(reading) },
});

test("what comes within some milliseconds for one factory travels together, each factory for itself", async () => {
  const { door, published } = doorOn(Promise.resolve());
  await Promise.all([
    door.deliver(from("mill", "a", "b")),
    door.deliver(from("mill", "c")),
    door.deliver(from("tannery", "a")),
  ]);
  expect(published.toSorted()).toEqual(["mill 3", "tannery 1"]);
});

test("a delivery that is not stored in time is refused, so that no acknowledgement goes out", async () => {
  const { door } = doorOn(new Promise(() => undefined), 20);
  await expect(door.deliver(from("mill", "a"))).rejects.toThrow("has to send it again");
});
