import { expect, test } from "vitest";
import { framed } from "./frames-in-test.ts";
import { type DeviceInTest, deviceInTest, stationsInTest } from "./stations-in-test.ts";

const file = (more: string): string => `hj212:
  listen: 127.0.0.1:0
  stations: { outfall: { mn: "ABC", factory: mill, ${more} } }
`;
const upload = framed(
  "QN=20270101080005000;ST=32;CN=2011;PW=123456;MN=ABC;Flag=5;CP=&&DataTime=20270101080000;w01018-Rtd=1&&",
);
const asked = ({ lines }: DeviceInTest) => lines.filter((line) => !line.includes("CN=9014"));
const answer = (line: string | undefined, cn: string, data: string): string =>
  framed(`QN=${/QN=(\d{17})/.exec(line ?? "")?.[1]};ST=91;CN=${cn};PW=123456;MN=ABC;Flag=4;CP=&&${data}&&`);

test("a station is told how often to send when it is first heard, one thing after another, each once", async () => {
  await using stations = await stationsInTest(file("realTimeSeconds: 60, minutes: 5, minuteData: set"));
  using device = await deviceInTest(stations.port);
  device.send(upload);
  await expect.poll(() => asked(device).length).toBe(1);
  const [first] = asked(device);
  expect(first).toContain(";ST=32;CN=1062;PW=123456;MN=ABC;Flag=5;CP=&&RtdInterval=60&&");
  device.send(answer(first, "9011", "QnRtn=1"), answer(first, "9012", "ExeRtn=1"), upload);
  // The end of an exchange is one round of the loop away; the next frame after it brings the next setting.
  await expect
    .poll(() => {
      if (asked(device).length < 2) device.send(upload);
      return asked(device)[1];
    })
    .toContain("CN=1064;PW=123456;MN=ABC;Flag=5;CP=&&MinInterval=5&&");
  device.send(answer(asked(device)[1], "9011", "QnRtn=2")); // it will not: that is an answer too
  await expect.poll(() => stations.said.filter((line) => line.includes("how often")).length).toBe(2);
  using later = await deviceInTest(stations.port);
  stations.clock.nowMs += 3_600_000;
  later.send(upload, upload, upload);
  await later.heard(3);
  expect(asked(later)).toEqual([]);
});

test("one that gives no answer is told again after ten minutes", async () => {
  await using stations = await stationsInTest(file("realTimeSeconds: 60"), {
    exchangeTimes: { answerMs: 10, workMs: 10 },
  });
  using device = await deviceInTest(stations.port);
  const silences = () => stations.said.filter((line) => line.includes("silent")).length;
  device.send(upload);
  await expect.poll(silences).toBe(1);
  device.send(upload, upload);
  await expect.poll(() => stations.delivered.length).toBe(3);
  expect(asked(device)).toHaveLength(4); // one request, sent four times
  stations.clock.nowMs += 10 * 60_000;
  device.send(upload);
  await expect.poll(silences).toBe(2);
});

test("nothing is told that the file does not say", async () => {
  await using stations = await stationsInTest(file("minutes: 5"));
  using device = await deviceInTest(stations.port);
  device.send(upload, upload);
  await device.heard(2);
  expect(asked(device)).toEqual([]);
});
