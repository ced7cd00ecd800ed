import { once } from "node:events";
import { createServer } from "node:net";
import { readingMarks } from "@celadon/proto";
import { server as servers } from "jsmodbus";
import { expect, test } from "vitest";
import { pollsInTest } from "./polls-in-test.ts";
import { slaveInTest } from "./slave-in-test.ts";

const press = (port: number, points: readonly string[], more = ""): string =>
  `modbus:\n  press:\n    factory: mill\n    host: 127.0.0.1\n    port: ${port}\n    everySeconds: 10\n${more}    points:\n${points.map((point) => `      ${point}\n`).join("")}`;

test("neighbours are asked for by one question, and a round is one delivery at the second in which it was asked", async () => {
  await using slave = await slaveInTest();
  slave.registers.set(0, 1).set(1, 2);
  await using polls = pollsInTest(
    press(slave.port, [
      "energy: { function: 3, address: 0, type: uint32, scale: 0.01, unit: kWh }",
      "state: { function: 3, address: 4, type: uint16 }",
    ]),
  );
  await polls.until(() => polls.delivered.length >= 3);
  expect(slave.asked.slice(0, 2).map(({ address, count, unitId }) => [unitId, address, count])).toEqual([
    [1, 0, 5],
    [1, 0, 5],
  ]);
  expect(polls.readings().slice(0, 6)).toEqual([
    "energy 00:00:05 = 655.38",
    "state 00:00:05 = 4",
    "energy 00:00:10 = 655.38",
    "state 00:00:10 = 4",
    "energy 00:00:20 = 655.38",
    "state 00:00:20 = 4",
  ]);
  const [first] = polls.delivered;
  expect([first?.factory, first?.origin]).toEqual(["mill", "modbus:press"]);
  expect(first?.readings.map(({ marks, quality }) => [marks, quality])).toEqual([
    [readingMarks.timely | 1, 2],
    [readingMarks.timely, 2],
  ]);
  expect(slave.connections()).toBe(1);
});

test("a server that others wrote is read: floats, wide counters and coils", async () => {
  const listener = createServer();
  const holding = Buffer.alloc(20);
  holding.writeFloatBE(115_603.01, 0);
  holding.writeBigUInt64BE(123_456_789_012n, 4);
  new servers.TCP(listener, { holding, coils: Buffer.from([0b100]) });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const bound = listener.address();
  await using polls = pollsInTest(
    press(typeof bound === "object" && bound !== null ? bound.port : 0, [
      "energy: { function: 3, address: 0, type: float32 }",
      "total: { function: 3, address: 2, type: uint64, scale: 0.001 }",
      "runs: { function: 1, address: 2 }",
    ]),
  );
  await polls.until(() => polls.delivered.length >= 1);
  expect(polls.readings().slice(0, 3).toSorted()).toEqual([
    "energy 00:00:05 = 115603.01",
    "runs 00:00:05 = 1",
    "total 00:00:05 = 123456789.012",
  ]);
  expect(polls.refused).toEqual([]);
  listener.close();
});

test("units at one address share a connection, which has one question at a time", async () => {
  await using slave = await slaveInTest();
  let open = 0;
  let most = 0;
  slave.respond = (_question, socket, usual) => {
    open += 1;
    most = Math.max(most, open);
    setTimeout(() => {
      open -= 1;
      socket.write(usual);
    }, 10);
    return undefined;
  };
  const units = Array.from(
    { length: 5 },
    (_, i) => `p${i}: { unitId: ${i + 1}, function: 3, address: 0, type: uint16 }`,
  );
  await using polls = pollsInTest(press(slave.port, units));
  await polls.until(() => polls.delivered.length >= 10);
  expect([most, slave.connections()]).toEqual([1, 1]);
  expect(new Set(slave.asked.map(({ unitId }) => unitId)).size).toBe(5);
});

test("while nothing is stored readings wait, and come in their order; those beyond the bound are lost, counted and told", async () => {
  await using slave = await slaveInTest();
  await using polls = pollsInTest(press(slave.port, ["energy: { function: 3, address: 7, type: uint16 }"]), {
    waitingMax: 3,
  });
  const { NotYetStored } = await import("../meters/meter-door.ts");
  polls.gate.refuses = () => new NotYetStored("modbus:press", 4_000);
  await slave.heard(8);
  polls.gate.refuses = () => undefined;
  await polls.until(() => polls.said.some((line) => line.includes("so many were lost")));
  const seconds = polls.delivered.map(({ readings }) => readings[0]?.atMs);
  expect(seconds).toEqual(seconds.toSorted());
  expect(new Set(seconds).size).toBe(seconds.length);
  const text = await polls.metrics.text();
  const lost = Number(/^celadon_modbus_readings_lost_total (\d+)/m.exec(text)?.[1]);
  expect(lost).toBeGreaterThan(0);
  expect(polls.said.filter((line) => line.includes("readings are lost"))).toHaveLength(1);
});

test("at the end what waits is stored, or told as lost", async () => {
  await using slave = await slaveInTest();
  const polls = pollsInTest(press(slave.port, ["energy: { function: 3, address: 7, type: uint16 }"]));
  const { NotYetStored } = await import("../meters/meter-door.ts");
  polls.gate.refuses = () => new NotYetStored("modbus:press", 4_000);
  await slave.heard(4);
  await polls.stop();
  expect(polls.delivered).toEqual([]);
  expect(polls.said.filter((line) => line.includes("readings are lost"))).toHaveLength(1);
});

test("a clock that is set back does not keep slaves from being asked", async () => {
  await using slave = await slaveInTest();
  await using polls = pollsInTest(press(slave.port, ["energy: { function: 3, address: 7, type: uint16 }"]));
  await polls.until(() => polls.delivered.length >= 2);
  polls.clock.nowMs -= 3_600_000;
  const before = polls.delivered.length;
  await polls.until(() => polls.delivered.length >= before + 2);
  expect(polls.readings()[before + 1]).toMatch(/^energy 23:/);
});
