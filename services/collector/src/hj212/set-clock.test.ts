import { expect, test } from "vitest";
import { framed } from "./frames-in-test.ts";
import { type DeviceInTest, deviceInTest, stationsInTest } from "./stations-in-test.ts";

const file = (clock: string): string => `hj212:
  listen: 127.0.0.1:0
  stations: { outfall: { mn: "ABC", factory: mill, clock: ${clock} } }
`;
const heartbeat = (qn: string, cn = "9015"): string => framed(`QN=${qn};ST=91;CN=${cn};PW=1;MN=ABC;Flag=9;CP=&&&&`);
const told = ({ lines }: DeviceInTest) => lines.filter((line) => line.includes("CN=1012"));
const [behind, right] = ["20270101070005000", "20270101080005000"]; // it is 08:00:05

test("a clock that is behind is set, once in ten minutes, whatever connections the station comes by", async () => {
  await using stations = await stationsInTest(file("set"), { exchangeTimes: { answerMs: 10, workMs: 10 } });
  using device = await deviceInTest(stations.port);
  for (let i = 0; i < 5; i++) device.send(heartbeat(behind));
  await expect.poll(() => stations.said.filter((line) => line.includes("told a station the time")).length).toBe(1);
  expect(new Set(told(device)).size).toBe(1);
  expect(told(device)[0]).toContain("SystemTime=20270101080005&&");
  using again = await deviceInTest(stations.port);
  for (let i = 0; i < 5; i++) again.send(heartbeat(behind));
  await again.heard(5);
  expect(told(again)).toEqual([]);
  stations.clock.nowMs += 10 * 60_000;
  again.send(heartbeat(behind));
  await expect.poll(() => told(again).length).toBeGreaterThan(0);
});

test("a station that asks for the time is told it though its clock is right, and not where the file says to leave it", async () => {
  for (const [clock, count] of [
    ["set", 1],
    ["leave", 0],
  ] as const) {
    await using stations = await stationsInTest(file(clock));
    using device = await deviceInTest(stations.port);
    device.send(heartbeat(right, "1013"), heartbeat(right));
    await device.heard(2 + count);
    expect(told(device)).toHaveLength(count);
  }
});
