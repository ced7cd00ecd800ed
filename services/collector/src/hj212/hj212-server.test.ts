import { setTimeout as sleep } from "node:timers/promises";
import { encodeFrame, type Field } from "@celadon/hj212";
import { expect, test } from "vitest";
import { deviceInTest, stationsInTest } from "./stations-in-test.ts";

const mn = "00000000000000000000CE1A";
const file = (more = "", rest = ""): string => `hj212:
  listen: 127.0.0.1:0
${rest}  stations:
    outfall:
      mn: "${mn}"
      factory: mill
${more}`;

// Written out, with a length and CRC that were computed by other programs: not by the codec that reads them here.
const hour =
  "##0140QN=20270101080000000;ST=32;CN=2061;PW=000000;MN=00000000000000000000CE1A;Flag=5;CP=&&DataTime=20270101070000;w00000-Cou=12.5,w00000-Flag=N&&E401\r\n";
const hourTaken = "##0087QN=20270101080000000;ST=91;CN=9014;PW=000000;MN=00000000000000000000CE1A;Flag=4;CP=&&&&A141";

const framed = (fields: readonly Field[]): Uint8Array => {
  const encoded = encodeFrame({ fields });
  if (!encoded.ok) throw new Error(encoded.message);
  return encoded.bytes;
};
const header = (over: Partial<Record<"QN" | "ST" | "CN" | "PW" | "MN" | "Flag", string>> = {}): readonly Field[] =>
  Object.entries({ QN: "20270101080005000", ST: "32", CN: "2011", PW: "000000", MN: mn, Flag: "5", ...over }).map(
    ([name, value]) => [name, value],
  );
const upload = (data: readonly Field[], over: Parameters<typeof header>[0] = {}): Uint8Array =>
  framed([...header(over), ["CP", "&&"], ...data]);
const reading = (value: string, over: Parameters<typeof header>[0] = {}, at = "20270101080000") =>
  upload(
    [
      ["DataTime", at],
      ["w01018-Rtd", value],
      ["w01018-Flag", "N"],
    ],
    over,
  );
const fieldOf = (line: string | undefined, name: string) => new RegExp(`${name}=([^;&]*)`).exec(line ?? "")?.[1];

test("an upload becomes readings, and is answered once they are durable", async () => {
  await using stations = await stationsInTest(file());
  let open = (): void => undefined;
  const opened = new Promise<void>((go) => {
    open = go;
  });
  stations.gate.wait = () => opened;
  using device = await deviceInTest(stations.port);
  device.send(hour);
  await sleep(100);
  expect(device.lines).toEqual([]);
  open();
  expect(await device.heard(1)).toEqual([hourTaken]);
  expect(stations.delivered).toMatchObject([
    {
      factory: "mill",
      origin: "hj212:127.0.0.1",
      receivedMs: stations.clock.nowMs,
      readings: [
        { channel: "outfall/2061/w00000-Cou", atMs: Date.parse("2026-12-31T23:00:00Z"), valueMicro: 12_500_000n },
      ],
    },
  ]);
});

test("cut anywhere, byte by byte or several at once: each frame is taken once", async () => {
  await using stations = await stationsInTest(file());
  using device = await deviceInTest(stations.port);
  for (const byte of hour) device.send(byte);
  device.send(hour + hour.slice(0, 70));
  await sleep(20);
  device.send(hour.slice(70));
  expect(await device.heard(3)).toEqual([hourTaken, hourTaken, hourTaken]);
  expect(stations.delivered).toHaveLength(3);
});

test("what could not be stored is not answered, and what is sent again is", async () => {
  await using stations = await stationsInTest(file());
  stations.gate.wait = async () => {
    const { NotYetStored } = await import("../meters/meter-door.ts");
    throw new NotYetStored("a device", 4_000);
  };
  using device = await deviceInTest(stations.port);
  device.send(hour);
  await sleep(50);
  expect(device.lines).toEqual([]);
  stations.gate.wait = () => undefined;
  device.send(hour);
  expect(await device.heard(1)).toEqual([hourTaken]);
});

test.each([
  ["2005", { QN: "20270101080005000", Flag: "1" }, "0", "&&QN=20270101080005000&&"],
  ["2017", { Flag: "5" }, "4", "&&&&"],
  ["2025", { Flag: "9" }, "8", "&&&&"],
] as const)("a station of %s is answered in its own words", async (_version, over, flag, area) => {
  await using stations = await stationsInTest(file());
  using device = await deviceInTest(stations.port);
  device.send(reading("40.1", over));
  const [line] = await device.heard(1);
  expect([fieldOf(line, "ST"), fieldOf(line, "CN"), fieldOf(line, "Flag"), fieldOf(line, "MN")]).toEqual([
    "91",
    "9014",
    flag,
    mn,
  ]);
  expect(line).toContain(`CP=${area}`);
});

test("who asks for no answer gets none, and is stored all the same", async () => {
  await using stations = await stationsInTest(file());
  using device = await deviceInTest(stations.port);
  device.send(reading("40.1", { Flag: "4" }), hour);
  expect(await device.heard(1)).toEqual([hourTaken]);
  expect(stations.delivered).toHaveLength(2);
});

test("notices and heartbeats are answered by 9013", async () => {
  await using stations = await stationsInTest(file());
  using device = await deviceInTest(stations.port);
  for (const CN of ["1013", "2012", "2022", "9015"]) device.send(framed([...header({ CN }), ["CP", "&&"]]));
  const lines = await device.heard(4);
  expect(lines.map((line) => fieldOf(line, "CN"))).toEqual(["9013", "9013", "9013", "9013"]);
  expect(stations.delivered).toEqual([]);
});

test("a value that is none does not hold back the answer: its neighbours are stored, it is kept once with the frame", async () => {
  await using stations = await stationsInTest(file("      password: secret\n"));
  using device = await deviceInTest(stations.port);
  const values: readonly Field[] = [
    ["DataTime", "20270101080000"],
    ["w01018-Rtd", "-99"],
    ["w01018-Flag", "N"],
    ["w21003-Rtd", "0"],
    ["w21003-Flag", "D"],
    ["w01001-Rtd", "7.1"],
    ["w01001-Flag", "N"],
  ];
  device.send(upload(values, { PW: "secret" }));
  await device.heard(1);
  expect(stations.delivered[0]?.readings.map(({ channel, quality }) => [channel, quality])).toEqual([
    ["outfall/2011/w21003-Rtd", 6],
    ["outfall/2011/w01001-Rtd", 2],
  ]);
  expect(stations.refused).toMatchObject([{ origin: "hj212:127.0.0.1", reason: "sentinel" }]);
  expect(Buffer.from(stations.refused[0]?.content ?? []).toString("latin1")).toContain("PW=******;MN=");
});

test("a decimal comma tears a number in two: its item is no reading, and the frame is answered", async () => {
  await using stations = await stationsInTest(file());
  using device = await deviceInTest(stations.port);
  const torn = framed([
    ...header(),
    ["CP", "&&DataTime=20270101080000;w01018-Rtd=12,5,w01018-Flag=N;w01001-Rtd=7.1,w01001-Flag=N&&"],
  ]);
  device.send(torn);
  await device.heard(1);
  expect(stations.delivered[0]?.readings.map(({ channel }) => channel)).toEqual(["outfall/2011/w01001-Rtd"]);
  expect(stations.refused).toMatchObject([{ reason: "bad-value" }]);
});

test.each([
  ["19700101080000", [], [{ reason: "time-out-of-bounds" }]],
  ["20990101000000", [{ readings: [{ marks: 30 }] }], []], // kept, and from the future: the mark of timely ones is missing
] as const)("a clock that shows %s", async (at, delivered, refused) => {
  await using stations = await stationsInTest(file());
  using device = await deviceInTest(stations.port);
  device.send(reading("40", {}, at));
  await device.heard(1);
  expect(stations.delivered).toMatchObject(delivered);
  expect(stations.refused).toMatchObject(refused);
});

test("a wrong CRC is told from that of Modbus, is kept and gets no answer, nor does garbage, which costs no neighbour", async () => {
  await using stations = await stationsInTest(file());
  using device = await deviceInTest(stations.port);
  const wrong = (crc: string): string => hour.replace("E401", crc);
  device.send(wrong("A141"), wrong("AB65"), wrong("E441"), "garbage without end \x00\x01\r\n", hour);
  expect(await device.heard(1)).toEqual([hourTaken]);
  await sleep(20);
  expect(device.lines).toHaveLength(1);
  expect(stations.refused.map(({ reason }) => reason)).toEqual(["crc", "crc-modbus", "crc-impossible", "no-frame"]);
});

test("one relay speaks for many stations, each by its own number and password", async () => {
  const other = "00000000000000000000CE1B";
  const two = `      password: first\n    intake:\n      mn: "${other}"\n      factory: tannery\n      password: second\n`;
  await using stations = await stationsInTest(file(two));
  using relay = await deviceInTest(stations.port);
  relay.send(
    reading("1", { PW: "first" }),
    reading("2", { PW: "second", MN: other }),
    reading("3", { PW: "first", MN: other }),
  );
  await relay.heard(2);
  await sleep(50);
  expect(relay.lines.map((line) => fieldOf(line, "MN"))).toEqual([mn, other]);
  expect(stations.delivered.map(({ factory, readings }) => [factory, readings[0]?.channel])).toEqual([
    ["mill", "outfall/2011/w01018-Rtd"],
    ["tannery", "intake/2011/w01018-Rtd"],
  ]);
  expect(stations.refused).toMatchObject([{ reason: "wrong-password" }]);
});

test("who tries many passwords is locked out by address; a device that repeats one wrong password is not, and no secret is logged", async () => {
  await using stations = await stationsInTest(file("      password: right\n"));
  using slip = await deviceInTest(stations.port);
  for (let i = 0; i < 100; i++) slip.send(reading("1", { PW: "slip" }));
  slip.send(reading("2", { PW: "right" }));
  await slip.heard(1);
  using guesser = await deviceInTest(stations.port);
  for (let i = 0; i < 1_000; i++) guesser.send(reading("1", { PW: `guess${i}` }));
  await guesser.closed;
  using again = await deviceInTest(stations.port);
  again.send(reading("1", { PW: "right" }));
  await again.closed;
  expect(stations.delivered).toHaveLength(1);
  expect(await stations.metrics.text()).toContain('celadon_station_connections_total{result="locked-out"} 1');
  expect(stations.said.join("")).toContain("locked out");
  expect(stations.said.join("")).not.toMatch(/guess\d|right|slip/);
  stations.clock.nowMs += 15 * 60_000 + 1;
  using later = await deviceInTest(stations.port);
  later.send(reading("3", { PW: "right" }));
  await later.heard(1);
});

test("a station that claims another's number from an address that is not its own gets no answer", async () => {
  await using stations = await stationsInTest(file("      addresses: [192.0.2.0/24]\n"));
  using device = await deviceInTest(stations.port);
  device.send(hour);
  await expect.poll(() => stations.refused).toMatchObject([{ reason: "other-address" }]);
  expect([device.lines, stations.delivered]).toEqual([[], []]);
});

test("a peer that never ends a frame, one that claims 4 GB and one that trickles are closed, and slow nobody", async () => {
  await using stations = await stationsInTest(file(), { limits: { firstFrameMs: 60_000, idleMs: 4_000_000 } });
  using endless = await deviceInTest(stations.port);
  using huge = await deviceInTest(stations.port);
  using slow = await deviceInTest(stations.port);
  using device = await deviceInTest(stations.port);
  for (let i = 0; i < 64; i++) endless.send("A".repeat(65_536));
  huge.send(`##4294967295QN=20270101080000000;${"B".repeat(100_000)}`);
  slow.send("##01");
  device.send(hour);
  expect(await device.heard(1)).toEqual([hourTaken]);
  await expect
    .poll(() => stations.refused.map(({ reason }) => reason).toSorted())
    .toEqual(["frame-too-long", "frame-too-long"]);
  stations.clock.nowMs += 60_001;
  slow.send("4");
  await Promise.all([endless.closed, huge.closed, slow.closed]);
  expect(device.isClosed()).toBe(false);
});

test("one that does not read its answers and one whose data cannot be stored hold back themselves alone", async () => {
  await using stations = await stationsInTest(
    file(`    intake:\n      mn: "ABC"\n      factory: stuck\n`, "  framesPerSecond: 100000\n"),
  );
  let [inHand, mostInHand] = [0, 0];
  stations.gate.wait = async ({ factory }) => {
    if (factory !== "stuck") return;
    mostInHand = Math.max(mostInHand, ++inHand);
    await sleep(200);
    inHand -= 1;
  };
  using stuck = await deviceInTest(stations.port);
  using device = await deviceInTest(stations.port);
  for (let i = 0; i < 2_000; i++) stuck.send(reading(`${i}`, { MN: "ABC" }));
  device.send(hour);
  expect(await device.heard(1)).toEqual([hourTaken]);
  await stuck.heard(2_000);
  expect(mostInHand).toBeLessThan(64 + 65_536 / 100); // and what one read of the socket holds
});

test("of one connection twenty refusals a minute are kept, and all are counted", async () => {
  await using stations = await stationsInTest(file());
  using device = await deviceInTest(stations.port);
  for (let i = 0; i < 50; i++) device.send(`garbage ${i}\r\n`);
  device.send(hour);
  await device.heard(1);
  expect(stations.refused).toHaveLength(20);
  await expect
    .poll(() => stations.metrics.text(), { timeout: 5_000 })
    .toContain('celadon_station_frames_total{result="unread"} 50');
});

test("a clock that is off is set where the file says so, and not by one late frame", async () => {
  await using stations = await stationsInTest(file("      clock: set\n"));
  using device = await deviceInTest(stations.port);
  const named = (QN: string) => device.send(reading("40", { QN }));
  named("20270101070000000"); // sent again an hour later: an old name, and no clock that is behind
  named("20270101080004000");
  named("20270101080005000");
  await device.heard(3);
  expect(device.lines.map((line) => fieldOf(line, "CN"))).toEqual(["9014", "9014", "9014"]);
  for (let i = 0; i < 5; i++) named("20270101081005000");
  await expect.poll(() => device.lines.map((line) => fieldOf(line, "CN"))).toContain("1012");
  const [told, ...more] = device.lines.filter((line) => fieldOf(line, "CN") === "1012");
  expect([fieldOf(told, "SystemTime"), fieldOf(told, "Flag"), more]).toEqual(["20270101080005", "5", []]);
});

test("answers leave in the order in which deliveries become durable, not in that of arrival", async () => {
  await using stations = await stationsInTest(file(`    intake:\n      mn: "ABC"\n      factory: slow\n`));
  stations.gate.wait = ({ factory }) => (factory === "slow" ? new Promise((go) => setTimeout(go, 100)) : undefined);
  using relay = await deviceInTest(stations.port);
  relay.send(reading("1", { MN: "ABC" }), hour);
  expect((await relay.heard(2)).map((line) => fieldOf(line, "MN"))).toEqual([mn, "ABC"]);
});
