import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { askPeriod, dataReply, decodeFrame, encodeFrame, type Field } from "@celadon/hj212";
import type { SentReading } from "@celadon/simulator";
import { expect, test } from "vitest";
import type { Stage } from "./device.ts";
import { hj212Station } from "./hj212-station.ts";

const mn = "010000A8900016F000169DC0";
const entry: Parameters<typeof hj212Station>[0]["entry"] = { mn, factory: "mill", version: "2025" };
const stage: Stage = {
  signal: new AbortController().signal,
  patienceMs: 60_000,
  clock: () => 0,
  readSecret: () => "",
};

/** A host that answers each upload unless `isSilent`; what it hears are lines. */
async function hostInTest() {
  const lines: string[] = [];
  const host = { isSilent: false, say: (_fields: readonly Field[]): void => undefined };
  const server = createServer((socket) => serve(socket));
  const serve = (socket: Socket): void => {
    const write = (fields: readonly Field[]): void => {
      const encoded = encodeFrame({ fields });
      if (encoded.ok) socket.write(encoded.bytes);
    };
    host.say = write;
    let rest = "";
    socket.on("error", () => undefined);
    socket.setEncoding("latin1").on("data", (text: string) => {
      const parts = (rest + text).split("\r\n");
      rest = parts.pop() ?? "";
      for (const line of parts) {
        lines.push(line);
        if (host.isSilent) socket.destroy();
        else if (/CN=[23]/.test(line)) write(dataReply(decodeFrame(Buffer.from(`${line}\r\n`, "latin1"))));
      }
    });
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { host, lines, port, [Symbol.dispose]: () => void server.close() };
}

const at = (local: string): number => Date.parse(`${local}+08:00`);
const reading = (channel: string, local: string, value: string, more: Partial<SentReading> = {}): SentReading => ({
  ...{ channel, atMs: at(local), value, isBackfill: false, isDoubled: false, isKept: false },
  ...more,
});

// Lengths and CRCs were computed by another program, from the algorithm of the standard and its check value 2F80.
const hour =
  "##0138QN=20260301010000000;ST=32;CN=2061;PW=123456;MN=010000A8900016F000169DC0;Flag=9;CP=&&DataTime=20260301000000;w00000-Cou=10,w00000-Flag=N&&6480";
const register =
  "##0140QN=20260301010000001;ST=32;CN=3020;PW=123456;MN=010000A8900016F000169DC0;Flag=9;CP=&&DataTime=20260301003000;i33201-Info=105,i33201-Flag=N&&A6C1";
const afterOutage =
  "##0145QN=20260301030000000;ST=32;CN=3020;PW=123456;MN=010000A8900016F000169DC0;Flag=9;RF=1;CP=&&DataTime=20260301010000;i33201-Info=110,i33201-Flag=N&&0F00";

test("frames go out as the standard has them: instants at +08:00, the beginning of an hour, RF=1 after an outage", async () => {
  using it = await hostInTest();
  await using station = hj212Station({ source: "outfall", entry, host: "127.0.0.1", port: it.port }, stage);
  await station.send(
    [
      reading("outfall/2061/w00000-Cou", "2026-03-01T00:00:00", "10"),
      reading("outfall/3020/i33201-Info", "2026-03-01T00:30:00", "105"),
    ],
    { untilMs: at("2026-03-01T01:00:00") },
  );
  expect(it.lines).toEqual([hour, register]);
  await station.send([reading("outfall/3020/i33201-Info", "2026-03-01T01:00:00", "110", { isBackfill: true })], {
    untilMs: at("2026-03-01T03:00:00"),
  });
  expect(it.lines).toEqual([hour, register, afterOutage]);
});

test("what is not answered is sent again as it was, over another connection", async () => {
  using it = await hostInTest();
  it.host.isSilent = true;
  await using station = hj212Station({ source: "outfall", entry, host: "127.0.0.1", port: it.port }, stage);
  const sent = station.send([reading("outfall/2061/w00000-Cou", "2026-03-01T00:00:00", "10")], {
    untilMs: at("2026-03-01T01:00:00"),
  });
  while (it.lines.length < 2) await sleep(5);
  it.host.isSilent = false;
  await sent;
  expect(new Set(it.lines)).toEqual(new Set([hour]));
});

test("a doubled frame is the same frame twice", async () => {
  using it = await hostInTest();
  await using station = hj212Station({ source: "outfall", entry, host: "127.0.0.1", port: it.port }, stage);
  await station.send([reading("outfall/2061/w00000-Cou", "2026-03-01T00:00:00", "10", { isDoubled: true })], {
    untilMs: at("2026-03-01T01:00:00"),
  });
  while (it.lines.length < 2) await sleep(5);
  expect(it.lines).toEqual([hour, hour]);
});

test("what is kept is sent to the host that asks for its time, between 9011 and 9012; of another time there is nothing", async () => {
  using it = await hostInTest();
  await using station = hj212Station({ source: "outfall", entry, host: "127.0.0.1", port: it.port }, stage);
  await station.send(
    [
      reading("outfall/2061/w00000-Cou", "2026-03-01T00:00:00", "10"),
      reading("outfall/2061/w00000-Cou", "2026-03-01T01:00:00", "11", { isKept: true }),
    ],
    { untilMs: at("2026-03-01T02:00:00") },
  );
  expect(it.lines).toHaveLength(1);
  const ask = (local: string): void => {
    const period = { beginMs: at(local), endMs: at(local) };
    const exchange = { version: 2025, qn: "20260301050000000", st: "32", pw: "123456", mn } as const;
    it.host.say(askPeriod(exchange, "2061", period));
  };
  ask("2026-03-01T01:00:00");
  while (it.lines.length < 4) await sleep(5);
  expect(it.lines.slice(1).map((line) => /CN=(\d+).*?CP=&&(.*)&&/.exec(line)?.slice(1))).toEqual([
    ["9011", "QnRtn=1"],
    ["2061", "DataTime=20260301010000;w00000-Cou=11,w00000-Flag=N"],
    ["9012", "ExeRtn=1"],
  ]);
  ask("2026-03-01T09:00:00");
  while (it.lines.length < 6) await sleep(5);
  expect(it.lines[5]).toContain("ExeRtn=100");
});
