import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "@celadon/runtime";
import { expect, test } from "vitest";
import { framed } from "./frames-in-test.ts";
import { type DeviceInTest, deviceInTest, stationsInTest } from "./stations-in-test.ts";

const file = `hj212:
  listen: 127.0.0.1:0
  stations:
    outfall: { mn: "ABC", factory: mill, password: "123456", asks: { days: 1 } }
`;
const times = { exchangeTimes: { answerMs: 4_000, workMs: 4_000 }, askTimes: { lookMs: 20, againMs: 1e9 } };
/** At midnight UTC of 2027-01-01 and five seconds: hours from 2026-12-31T01Z on are looked at, to 21Z. */
const hours = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, i) => Date.UTC(2026, 11, 31, from + i));

/** A store that has the hours of one channel, and keeps what is inserted. */
function storeWith(present: readonly number[]) {
  const inserted: string[] = [];
  const store: Store = {
    run: async () => undefined,
    insert: async (table, _columns, tsv) => void inserted.push(`${table} ${Buffer.from(tsv)}`),
    rows: async <Row>({ text }: { readonly text: string }) => {
      if (text.startsWith("SELECT channelId FROM channels")) return [{ channelId: "7" }] as Row[];
      if (text.startsWith("SELECT DISTINCT")) return present.map((t) => ({ t: String(t) })) as Row[];
      return [];
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
  return { store, inserted };
}

const heartbeat = "QN=20270101080005000;ST=91;CN=9015;PW=123456;MN=ABC;Flag=9;CP=&&&&";
const requests = ({ lines }: DeviceInTest) => lines.filter((line) => line.includes("CN=2061"));
const qnOf = (line: string | undefined) => /QN=(\d{17})/.exec(line ?? "")?.[1] ?? "";
const answer = (cn: string, qn: string, data: string) =>
  framed(`QN=${qn};ST=91;CN=${cn};PW=123456;MN=ABC;Flag=8;CP=&&${data}&&`);

test("a station is asked for the hours that are missing of it, and what it sends is taken", async () => {
  const { store } = storeWith([...hours(0, 5), ...hours(8, 24)]);
  await using stations = await stationsInTest(file, { store, ...times });
  using device = await deviceInTest(stations.port);
  device.send(framed(heartbeat));
  await expect.poll(() => requests(device).length).toBe(1);
  const [asked] = requests(device);
  expect(asked).toContain("PW=123456;MN=ABC;Flag=9;CP=&&BeginTime=20261231130000,EndTime=20261231150000&&");
  device.send(answer("9011", qnOf(asked), "QnRtn=1"));
  for (const hour of ["13", "14", "15"]) {
    const data = `DataTime=20261231${hour}0000;w00000-Cou=1,w00000-Flag=N`;
    device.send(framed(`QN=20270101080006000;ST=32;CN=2061;PW=123456;MN=ABC;Flag=9;CP=&&${data}&&`));
  }
  device.send(answer("9012", qnOf(asked), "ExeRtn=1"));
  await expect.poll(() => stations.delivered.length).toBe(3);
  await expect.poll(() => stations.metrics.text()).toContain('celadon_station_requests_total{result="done"} 1');
  expect(stations.said.join("")).not.toContain("123456");
});

test("who does not answer is asked four times with the same name, and not again soon", async () => {
  const { store } = storeWith(hours(0, 20));
  await using stations = await stationsInTest(file, { store, ...times, exchangeTimes: { answerMs: 50, workMs: 50 } });
  using device = await deviceInTest(stations.port);
  device.send(framed(heartbeat));
  await expect.poll(() => stations.metrics.text()).toContain('celadon_station_requests_total{result="silent"} 1');
  expect(new Set(requests(device).map(qnOf)).size).toBe(1);
  expect(requests(device)).toHaveLength(4);
});

test("what a station says it has not is never asked for again, and one exchange ends before the next begins", async () => {
  const { store, inserted } = storeWith([...hours(0, 5), ...hours(6, 10), ...hours(11, 24)]);
  await using stations = await stationsInTest(file, { store, ...times });
  using device = await deviceInTest(stations.port);
  device.send(framed(heartbeat));
  await expect.poll(() => requests(device).length).toBe(1);
  const [first] = requests(device);
  device.send(answer("9011", qnOf(first), "QnRtn=1"));
  device.send(answer("9012", qnOf(first), "ExeRtn=100"));
  await expect.poll(() => requests(device).length).toBe(2);
  const [, second] = requests(device);
  expect(first).toContain("BeginTime=20261231130000,EndTime=20261231130000");
  expect(second).toContain("BeginTime=20261231180000,EndTime=20261231180000");
  expect(qnOf(second)).not.toBe(qnOf(first));
  device.send(answer("9011", qnOf(second), "QnRtn=2"));
  await expect.poll(() => stations.metrics.text()).toContain('celadon_station_requests_total{result="refused"} 1');
  expect(inserted).toEqual([`emptyPeriods ABC\t${Date.UTC(2026, 11, 31, 5)}\t${Date.UTC(2026, 11, 31, 5)}\n`]);
});

test("a stretch is asked for three times, each after twice the time; of minutes by their length, but those on their way", async () => {
  const { store } = storeWith([]);
  const minutes = file.replace("days: 1", 'days: 1, of: "2051"').replace("mn:", 'minutes: "30", mn:');
  await using stations = await stationsInTest(minutes, {
    ...{ store, exchangeTimes: { answerMs: 1, workMs: 1 }, askTimes: { lookMs: 5, againMs: 60_000 } },
  });
  using device = await deviceInTest(stations.port);
  const asks = () => new Set(device.lines.filter((line) => line.includes("CN=2051")));
  const said = () => stations.said.filter((line) => line.includes("asked a station")).length;
  const severalLooks = () => sleep(60);
  device.send(framed(heartbeat));
  await expect.poll(said).toBe(1);
  await severalLooks();
  // It is 00:00:05 UTC: the half hour that ended at midnight and the one before are on their way.
  expect([...asks()].map((line) => line.slice(line.indexOf("&&"), line.lastIndexOf("&&")))).toEqual([
    "&&BeginTime=20261231083000,EndTime=20270101063000",
  ]);
  stations.clock.nowMs += 60_000;
  await expect.poll(said).toBe(2);
  await severalLooks();
  stations.clock.nowMs += 60_000;
  await severalLooks();
  expect(said()).toBe(2);
  stations.clock.nowMs += 60_000;
  await expect.poll(said).toBe(3);
  stations.clock.nowMs += 600_000;
  await severalLooks();
  expect(said()).toBe(3);
});

test("what a station said to an earlier process that it has not is not asked for", async () => {
  const { store } = storeWith(hours(6, 24));
  const empty = { mn: "ABC", beginMs: String(Date.UTC(2026, 11, 31, 1)), endMs: String(Date.UTC(2026, 11, 31, 5)) };
  const rows = <Row>(query: { readonly text: string }): Promise<Row[]> =>
    query.text.includes("emptyPeriods") ? Promise.resolve([empty] as Row[]) : store.rows<Row>(query);
  await using stations = await stationsInTest(file, { store: { ...store, rows }, ...times });
  using device = await deviceInTest(stations.port);
  device.send(framed(heartbeat));
  await device.heard(1);
  await sleep(100); // several looks
  expect(requests(device)).toEqual([]);
});

test("a station without `asks` is never asked", async () => {
  const { store } = storeWith([]);
  await using stations = await stationsInTest(file.replace(", asks: { days: 1 }", ""), { store, ...times });
  using device = await deviceInTest(stations.port);
  for (let i = 0; i < 5; i++) device.send(framed(heartbeat));
  await device.heard(5);
  expect(requests(device)).toEqual([]);
});
