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
  const origins: string[] = [];
  const log = {
    publish: async (_topic: string, key: string, value: Uint8Array) => {
      const { record } = TelemetryRecord.decode(value);
      if (record?.$case !== "readings") throw new TypeError("Only readings go through this door.");
      published.push(`${key} ${record.value.count}`);
      origins.push(record.value.origin);
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
  return { door: openMeterDoor(ports), published, origins };
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

test("what two sources of a factory send keeps its origin", async () => {
  const { door, origins } = doorOn(Promise.resolve());
  await Promise.all([door.deliver(from("mill", "a")), door.deliver({ ...from("mill", "b"), origin: "mqtt:presses" })]);
  expect(origins.toSorted()).toEqual(["hj212:192.0.2.7", "mqtt:presses"]);
});

/** As many readings as may be under way. */
const full = { ...from("mill"), readings: Array.from({ length: 200_000 }, () => reading("a")) };

test("who waits for room and is told that it takes too long does not go in any more", async () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((go) => {
    open = go;
  });
  const { door, published } = doorOn(opened, 20);
  const first = door.deliver(full);
  await expect(door.deliver(from("tannery", "a"))).rejects.toThrow("has to send it again");
  open();
  await first.catch(() => undefined); // told the same
  await door.deliver(from("mill", "b"));
  expect(published.filter((line) => !line.startsWith("mill"))).toEqual([]);
});

test("what has left makes room for as much again", async () => {
  const { door } = doorOn(Promise.resolve());
  await door.deliver(full);
  await door.deliver(full);
});
