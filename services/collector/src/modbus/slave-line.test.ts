import { once } from "node:events";
import { createServer } from "node:net";
import { noMeter, openLog } from "@celadon/runtime";
import { afterEach, expect, test, vi } from "vitest";
import { slaveInTest } from "./slave-in-test.ts";
import { slaveLine } from "./slave-line.ts";

const clock = { nowMs: Date.parse("2027-01-01T00:00:00Z") };
const ports = {
  ...{ door: undefined as never, notes: openLog("silent"), meter: noMeter, now: () => clock.nowMs, random: () => 0 },
  wait: async () => undefined,
};
const request = { unitId: 1, functionCode: 3, address: 7, count: 1, points: [] } as const;

/** A port where nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  server.close();
  await once(server, "close");
  return typeof bound === "object" && bound !== null ? bound.port : 0;
}

afterEach(() => void vi.useRealTimers());

test("after a connection that failed nobody tries the next one at once, unless the clock was set back meanwhile", async () => {
  const line = slaveLine({ host: "127.0.0.1", port: await closedPort() }, ports);
  const problem = async (): Promise<string> => {
    const asked = await line.ask(request, 1_000);
    return asked.kind === "failed" ? asked.problem : asked.kind;
  };
  expect(await problem()).toContain("cannot be reached");
  expect(await problem()).toContain("tried again soon");
  clock.nowMs += 250;
  expect(await problem()).toContain("cannot be reached");
  clock.nowMs -= 3_600_000;
  expect(await problem()).toContain("cannot be reached");
  line.close();
});

test("an idle connection is closed after 30 s, and one in use is not", async () => {
  await using slave = await slaveInTest();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const line = slaveLine({ host: "127.0.0.1", port: slave.port }, ports);
  const isClosed = async (): Promise<boolean> => {
    for (let i = 0; i < 20; i++) await new Promise((done) => setImmediate(done));
    return slave.closed() > 0;
  };
  for (let i = 0; i < 3; i++) {
    expect((await line.ask(request, 1_000)).kind).toBe("data");
    vi.advanceTimersByTime(29_000);
  }
  expect([slave.connections(), await isClosed()]).toEqual([1, false]);
  vi.advanceTimersByTime(1_000);
  await vi.waitUntil(isClosed);
  expect((await line.ask(request, 1_000)).kind).toBe("data");
  expect(slave.connections()).toBe(2);
  line.close();
});
