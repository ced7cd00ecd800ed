import { networkInterfaces } from "node:os";
import { expect, test } from "vitest";
import { framed } from "./frames-in-test.ts";
import { deviceInTest, stationsInTest } from "./stations-in-test.ts";

const file = (more = "", listen = "127.0.0.1:0"): string => `hj212:
  listen: ${listen}
${more}  stations: { outfall: { mn: "ABC", factory: mill } }
`;
const upload = (value: number, cn = "2011"): string =>
  framed(`QN=20270101080005000;ST=32;CN=${cn};PW=1;MN=ABC;Flag=5;CP=&&DataTime=20270101080000;w01018-Rtd=${value}&&`);
/** An address of this machine that is not loopback; there may be none. */
const outside = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

test("beyond the limit of connections nobody comes in, until one leaves", async () => {
  await using stations = await stationsInTest(file("  connections: 2\n"));
  const first = await deviceInTest(stations.port);
  using second = await deviceInTest(stations.port);
  using third = await deviceInTest(stations.port);
  await third.closed;
  first[Symbol.dispose]();
  second.send(upload(1));
  await second.heard(1);
  await expect
    .poll(
      async () => {
        using next = await deviceInTest(stations.port);
        next.send(upload(2));
        return await Promise.race([next.heard(1).then(() => "heard"), next.closed.then(() => "closed")]);
      },
      { timeout: 10_000 },
    )
    .toBe("heard");
});

test("silence beyond the idle limit closes a connection, however many bytes that are no frame it sends", async () => {
  await using stations = await stationsInTest(file("  idleSeconds: 600\n"));
  using device = await deviceInTest(stations.port);
  using talker = await deviceInTest(stations.port);
  device.send(upload(1));
  talker.send(upload(2));
  await Promise.all([device.heard(1), talker.heard(1)]);
  stations.clock.nowMs += 599_000;
  device.send("garbage\r\n");
  talker.send(upload(3));
  await talker.heard(2);
  await expect.poll(() => stations.refused.length).toBe(1);
  stations.clock.nowMs += 2_000;
  await device.closed;
  expect(talker.isClosed()).toBe(false);
});

test.skipIf(outside === undefined)(
  "an address that is not allowed, or has too many connections, or all together have, is turned away",
  async () => {
    const listen = "0.0.0.0:0";
    await using strangers = await stationsInTest(file("  allow: [127.0.0.1]\n", listen));
    using stranger = await deviceInTest(strangers.port, outside);
    await stranger.closed;
    await using stations = await stationsInTest(file(`  allow: [${outside}]\n  connectionsPerAddress: 1\n`, listen));
    using first = await deviceInTest(stations.port, outside);
    first.send(upload(1));
    await first.heard(1);
    using second = await deviceInTest(stations.port, outside);
    await second.closed;
    expect([strangers.delivered.length, stations.delivered.length]).toEqual([0, 1]);
    await using small = await stationsInTest(file(`  allow: [${outside}]\n  connections: 1\n`, listen));
    using only = await deviceInTest(small.port, outside);
    only.send(upload(1));
    await only.heard(1);
    using another = await deviceInTest(small.port, outside);
    await another.closed;
  },
);

test("a peer that ends its side has its answers before the connection ends", async () => {
  await using stations = await stationsInTest(file());
  let open = (): void => undefined;
  const opened = new Promise<void>((go) => {
    open = go;
  });
  stations.gate.wait = () => opened;
  using device = await deviceInTest(stations.port);
  device.send(upload(1), upload(2));
  device.end();
  await expect.poll(() => stations.gate.waiting).toBe(2);
  expect(device.isClosed()).toBe(false);
  open();
  expect(await device.heard(2)).toHaveLength(2);
  await device.closed;
});

test("a station that sends faster than it may waits, and loses nothing", async () => {
  await using stations = await stationsInTest(file("  framesPerSecond: 10\n"));
  using device = await deviceInTest(stations.port);
  for (let i = 0; i < 103; i++) device.send(upload(i));
  await device.heard(101); // ten seconds' worth and the one that begins the next tenth
  expect(stations.delivered.length).toBeLessThan(103);
  await device.heard(103);
  expect(stations.delivered).toHaveLength(103);
});

test("answers to what nobody asked are neither answered nor stored", async () => {
  await using stations = await stationsInTest(file());
  using device = await deviceInTest(stations.port);
  for (const cn of ["9011", "9012", "9013", "9014"]) device.send(upload(1, cn));
  device.send(upload(2));
  expect(await device.heard(1)).toHaveLength(1);
  expect([stations.delivered.length, stations.refused]).toEqual([1, []]);
});
