import { expect, test } from "vitest";
import { framed } from "./frames-in-test.ts";
import { deviceInTest, stationsInTest } from "./stations-in-test.ts";

const file = `hj212:
  listen: 127.0.0.1:0
  stations: { outfall: { mn: "ABC", factory: mill, password: right } }
`;
const upload = (pw: string, value = 1): string =>
  framed(
    `QN=20270101080005000;ST=32;CN=2011;PW=${pw};MN=ABC;Flag=5;CP=&&DataTime=20270101080000;w01018-Rtd=${value}&&`,
  );
const guess = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => upload(`g${from + i}`)).join("");

test("who guesses has twenty tries, however many stand in one read, and the right one behind them does not count", async () => {
  await using stations = await stationsInTest(file);
  using guesser = await deviceInTest(stations.port);
  guesser.send(guess(0, 300) + upload("right"));
  await guesser.closed;
  expect([stations.delivered, guesser.lines]).toEqual([[], []]);
  expect(stations.refused.map(({ reason }) => reason)).toEqual(Array(20).fill("wrong-password"));
});

test("connections that the guesser opened before end at their next wrong password, and those that are right go on", async () => {
  await using stations = await stationsInTest(file);
  using relay = await deviceInTest(stations.port);
  using second = await deviceInTest(stations.port);
  using guesser = await deviceInTest(stations.port);
  guesser.send(guess(0, 20));
  await guesser.closed;
  stations.clock.nowMs += 11 * 60_000; // the tries are forgotten, the lock is not
  second.send(guess(20, 21) + upload("right"));
  await second.closed;
  relay.send(upload("right", 2));
  await relay.heard(1);
  expect(stations.delivered.map(({ readings }) => readings[0]?.valueMicro)).toEqual([2_000_000n]);
  using again = await deviceInTest(stations.port);
  await again.closed;
});
