import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { type ClockWatch, watchClock } from "./clock-watch.ts";
import { openLog } from "./log.ts";
import { refusalOf } from "./refuse.ts";

/** A machine whose clock can be set, another clock that is asked over a wire that takes its time, and a watch nobody sets. */
function machine(askMs?: (trueMs: number) => Promise<number>) {
  const at = { true: 1_000_000_000, set: 0, wire: 0 };
  const watch = watchClock(
    async () => {
      at.true += at.wire;
      return askMs === undefined ? at.true : askMs(at.true);
    },
    {
      notes: openLog("silent"),
      now: () => at.true + at.set,
      watchMs: () => at.true - 500_000,
      everyMs: 5,
    },
  );
  return { at, watch };
}

const refusal = (watch: ClockWatch): string | undefined => {
  try {
    watch.refuseWhenWrong();
    return undefined;
  } catch (error) {
    const { status, code, message } = refusalOf(error) ?? { status: 0, code: "", message: String(error) };
    return `${status} ${code}: ${message}`;
  }
};

async function compared(watch: ClockWatch): Promise<() => Promise<void>> {
  const ending = new AbortController();
  const running = watch.run(ending.signal);
  await expect.poll(watch.offS).toBeDefined();
  return () => {
    ending.abort();
    return running;
  };
}

test("nobody is believed before the clocks were compared", async () => {
  const { watch } = machine();
  expect(refusal(watch)).toMatch(/^503 clock: This machine's clock has not been compared/);
  const end = await compared(watch);
  expect(refusal(watch)).toBeUndefined();
  await end();
});

test("a clock that jumps is refused at once, before anybody was asked again, and taken again when it is set right", async () => {
  const { at, watch } = machine();
  await (await compared(watch))();
  at.true += 20_000;
  expect([refusal(watch), watch.offS()]).toEqual([undefined, 0]);
  at.set = 59_999;
  expect(refusal(watch)).toBeUndefined();
  at.set = 60_000;
  expect(refusal(watch)).toMatch(/^503 clock: This machine's clock is 60 s before the brokers'/);
  at.set = -7_200_000;
  expect(refusal(watch)).toMatch(/is 7200 s behind the brokers'.* set it \(NTP\)/);
  at.set = 0;
  expect(refusal(watch)).toBeUndefined();
});

test("a slow answer leaves a doubt, and a doubt is no fault", async () => {
  const { at, watch } = machine();
  at.wire = 50_000;
  at.set = 100_000; // the answer may be 50 s old, so it is wrong by 50 s at least and 100 s at most
  await (await compared(watch))();
  expect(refusal(watch)).toBeUndefined();
  at.set = 110_001;
  expect(refusal(watch)).toMatch(/is 60 s before/);
});

test("an answer that does not come leaves the last one standing; a log without a clock ends the watch", async () => {
  let asked = 0;
  const { at, watch } = machine(async (trueMs) => {
    asked += 1;
    if (asked > 1) throw Object.assign(new Error("away"), { code: "KAFKA_UNREACHABLE" });
    return trueMs;
  });
  const end = await compared(watch);
  await expect.poll(() => asked).toBeGreaterThan(2);
  expect(refusal(watch)).toBeUndefined();
  at.set = 90_000;
  await sleep(10);
  expect(refusal(watch)).toMatch(/is 90 s before/);
  await end();
  const clockless = machine(() => Promise.reject(new Error("no clock there")));
  await expect(clockless.watch.run(new AbortController().signal)).rejects.toThrow("no clock there");
});
