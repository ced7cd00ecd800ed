import { noMeter, openLog } from "@celadon/runtime";
import { expect, test } from "vitest";
import type { Delivery } from "../meters/meter-door.ts";
import { keptReadings } from "./kept-readings.ts";

const delivery = (second: number): Delivery => ({
  ...{ factory: "mill", origin: "modbus:press", receivedMs: 0 },
  readings: [
    { channel: "a", atMs: 1_000 * second, valueMicro: 1n, revision: 0, coversSeconds: 0, quality: 2, marks: 1_024 },
  ],
});
const settled = () => new Promise((done) => setImmediate(done));

test("of too many that wait the oldest are lost, and never those that are on their way", async () => {
  const stored: number[] = [];
  let open = (): void => undefined;
  const opened = new Promise<void>((go) => {
    open = go;
  });
  const door = {
    deliver: async ({ readings }: Delivery) => {
      await opened;
      for (const { atMs } of readings) stored.push(atMs / 1_000);
    },
    refuse: async () => undefined,
    refuseUnkept: () => undefined,
  };
  const ports = { door, notes: openLog("silent"), meter: noMeter, now: () => 0, random: () => 0 };
  const kept = keptReadings("press", 3, { ...ports, wait: async () => undefined });
  const stopping = new AbortController();
  const running = kept.run(stopping.signal);
  kept.put(delivery(1));
  await settled(); // 1 is on its way
  for (const second of [2, 3, 4, 5]) kept.put(delivery(second));
  expect(kept.waiting()).toBe(3);
  open();
  stopping.abort();
  await running;
  expect([stored, kept.waiting()]).toEqual([[1, 4, 5], 0]);
});
