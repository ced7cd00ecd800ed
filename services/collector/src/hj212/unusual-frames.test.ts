import { expect, test } from "vitest";
import { framed } from "./frames-in-test.ts";
import { deviceInTest, stationsInTest } from "./stations-in-test.ts";

const file = (more = ""): string => `hj212:
  listen: 127.0.0.1:0
  stations: { outfall: { mn: "ABC", factory: mill${more} } }
`;
const upload = (data: string, { cn = "2011", mn = "ABC" } = {}): string =>
  framed(`QN=20270101080005000;ST=32;CN=${cn};PW=1;MN=${mn};Flag=5;CP=&&${data}&&`);
const at = "DataTime=20270101080000";

test("a frame that cannot be used is kept with what makes it so, and answered, or it would come for ever", async () => {
  await using stations = await stationsInTest(file());
  using device = await deviceInTest(stations.port);
  device.send(upload("w01018-Rtd=x;DataTime=20270230000000;w01001-Rtd=7"));
  await device.heard(1);
  expect(stations.delivered).toEqual([]);
  expect(stations.refused).toMatchObject([{ reason: "time", evidence: expect.stringContaining("byte") }]);
});

test("values of a command nobody knows are refused, not passed over", async () => {
  await using stations = await stationsInTest(file());
  using device = await deviceInTest(stations.port);
  device.send(upload(`${at};w01018-Rtd=1`, { cn: "1061" }), upload(`${at};w01018-Rtd=2`, { cn: "2062" }));
  await device.heard(2);
  expect(stations.refused).toMatchObject([{ reason: "other-command" }]);
  expect(stations.delivered).toMatchObject([{ readings: [{ channel: "outfall/2062/w01018-Rtd" }] }]);
});

test.each(["", "A B", "X".repeat(33), "A.B"])("a frame of station %j is kept, and gets no answer", async (mn) => {
  await using stations = await stationsInTest(file());
  using device = await deviceInTest(stations.port);
  device.send(upload(`${at};w01018-Rtd=1`, { mn }));
  await expect.poll(() => stations.refused).toMatchObject([{ reason: "no-station" }]);
  expect(device.lines).toEqual([]);
});

test("a log in Chinese costs its frame nothing", async () => {
  await using stations = await stationsInTest(file());
  using device = await deviceInTest(stations.port);
  const bytes = Buffer.from(`${at};i11001-Info=//清洗管路//;i33201-Info=5`).toString("latin1");
  device.send(upload(bytes, { cn: "3020" }));
  await device.heard(1);
  expect(stations.delivered).toMatchObject([{ readings: [{ channel: "outfall/3020/i33201-Info" }] }]);
  expect(stations.refused).toEqual([]);
});

test("a station is answered in the version that the file gives it", async () => {
  await using stations = await stationsInTest(file(', version: "2005"'));
  using device = await deviceInTest(stations.port);
  device.send(upload(`${at};w01018-Rtd=1`));
  expect((await device.heard(1))[0]).toContain("ST=91;CN=9014;PW=1;MN=ABC;Flag=0;CP=&&QN=20270101080005000&&");
});

test("an instrument that was replaced is kept before the station is answered", async () => {
  const inserted: string[] = [];
  const store = {
    run: async () => undefined,
    insert: async (table: string) => void inserted.push(table),
    rows: async () => [],
    [Symbol.asyncDispose]: async () => undefined,
  };
  await using stations = await stationsInTest(file(), { store });
  using device = await deviceInTest(stations.port);
  device.send(upload(`${at};PolId=w01018,w01018-SN=A7731`, { cn: "3019" }));
  await device.heard(1);
  expect(inserted).toEqual(["replacedInstruments"]);
});

test("what is refused beyond twenty in a minute is counted by its reason", async () => {
  await using stations = await stationsInTest(file());
  using device = await deviceInTest(stations.port);
  for (let i = 0; i < 25; i++) device.send(upload(`${at};w01018-Rtd=-99;w01001-Rtd=${i}`));
  await device.heard(25);
  expect([stations.refused.length, stations.unkept]).toEqual([20, Array(5).fill("sentinel")]);
});
