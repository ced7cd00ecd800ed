import { expect, test } from "vitest";
import { pollsInTest } from "./polls-in-test.ts";
import { answerInTest, exceptionInTest, type Question, slaveInTest } from "./slave-in-test.ts";

const press = (port: number, ...points: readonly string[]): string =>
  `modbus:\n  press:\n    factory: mill\n    host: 127.0.0.1\n    port: ${port}\n    everySeconds: 10\n    points:\n${points.map((point) => `      ${point}\n`).join("")}`;
const energy = "energy: { function: 3, address: 7, type: uint16 }";

test.each<{ name: string; bytes: (question: Question) => Uint8Array }>([
  { name: "an earlier question", bytes: (one) => answerInTest({ ...one, transaction: one.transaction ^ 1 }, [9]) },
  { name: "another unit's", bytes: (one) => answerInTest({ ...one, unitId: 2 }, [9]) },
  { name: "another function", bytes: (one) => answerInTest({ ...one, functionCode: 4 }, [9]) },
  { name: "a longer question", bytes: (one) => answerInTest(one, [9, 9]) },
  { name: "two", bytes: (one) => Buffer.concat([answerInTest(one, [9]), answerInTest(one, [9])]) },
  { name: "nothing: garbage", bytes: () => Buffer.alloc(300, 0xab) },
])(
  "an answer to $name is no reading: its bytes are kept once, and the next question goes out on a new connection",
  async ({ bytes }) => {
    await using slave = await slaveInTest();
    let wrong = 0;
    slave.respond = (question, _socket, usual) => {
      wrong += 1;
      return wrong <= 2 ? bytes(question) : usual;
    };
    await using polls = pollsInTest(press(slave.port, energy));
    await polls.until(() => polls.delivered.length >= 1);
    expect(polls.readings()[0]).toMatch(/^energy .* = 7$/);
    expect(slave.connections()).toBe(3);
    expect(polls.refused.map(({ reason, origin }) => `${reason} ${origin}`)).toEqual(["wrong-answer modbus:press"]);
    expect(polls.refused[0]?.content.length).toBeGreaterThan(0);
  },
);

test("a silence is a gap, and what comes late to an earlier question is never taken for a later one", async () => {
  await using slave = await slaveInTest();
  let held: Uint8Array | undefined;
  slave.respond = (_question, _socket, usual) => {
    if (slave.asked.length === 2) {
      held = Buffer.from(usual);
      return undefined;
    }
    slave.registers.set(7, 100 + slave.asked.length);
    return slave.asked.length === 3 ? held : usual;
  };
  await using polls = pollsInTest(press(slave.port, energy), { timeoutMs: 100 });
  await polls.until(() => polls.delivered.length >= 2);
  // Asked a second time the slave was silent; the third answer was that to the second; the fourth is its own.
  expect(polls.readings()[0]).toBe("energy 00:00:05 = 7");
  expect(polls.readings()[1]).toMatch(/ = 103$/);
  expect(slave.connections()).toBe(3); // neither the silent one nor the one with the late answer is used again
  expect(polls.said.filter((line) => line.includes("does not answer as it should"))).toHaveLength(1);
  expect(polls.said.filter((line) => line.includes("answers again"))).toHaveLength(1);
});

test("an answer that comes byte by byte is read, one that never ends is a silence", async () => {
  await using slave = await slaveInTest();
  slave.respond = (_question, socket, usual) => {
    const bytes = slave.asked.length === 1 ? usual : usual.subarray(0, usual.length - 1);
    bytes.forEach((byte, i) => {
      setTimeout(() => socket.write(Buffer.of(byte)), 3 * i);
    });
    return undefined;
  };
  await using polls = pollsInTest(press(slave.port, energy), { timeoutMs: 300 });
  await polls.until(() => polls.said.some((line) => line.includes("No answer after")));
  expect(polls.readings()).toEqual(["energy 00:00:05 = 7"]);
});

test("an answer that came while this process was busy with other things is no silence", async () => {
  await using slave = await slaveInTest();
  slave.respond = (_question, socket, usual) => {
    socket.write(usual);
    setImmediate(() => {
      for (const untilMs = performance.now() + 150; performance.now() < untilMs; );
    });
    return undefined;
  };
  await using polls = pollsInTest(press(slave.port, energy), { timeoutMs: 100 });
  await polls.until(() => polls.delivered.length >= 2 || polls.said.length > 0);
  expect(polls.said).toEqual([]);
  expect(slave.connections()).toBe(1);
});

test("a question that is never answered keeps no other point from being asked at its pace", async () => {
  await using slave = await slaveInTest();
  slave.respond = ({ address }, _socket, usual) => (address === 7 ? undefined : usual);
  await using polls = pollsInTest(press(slave.port, energy, "far: { function: 3, address: 500, type: uint16 }"), {
    timeoutMs: 30,
  });
  await polls.until(() => polls.delivered.length >= 12);
  expect(polls.readings().slice(1, 12)).toEqual(
    Array.from({ length: 11 }, (_, i) => `far 00:0${Math.floor((i + 1) / 6)}:${(i + 1) % 6}0 = 500`),
  );
  expect(polls.said.filter((line) => line.includes("does not answer as it should"))).toHaveLength(1);
});

test("a slave that resets connections is asked again, and one that is away is told once", async () => {
  const slave = await slaveInTest();
  slave.respond = (_question, socket, usual) => {
    if (slave.asked.length > 2) return usual;
    socket.resetAndDestroy();
    return undefined;
  };
  await using polls = pollsInTest(press(slave.port, energy));
  await polls.until(() => polls.delivered.length >= 1);
  expect(slave.connections()).toBe(3);
  const before = polls.clock.nowMs;
  await slave[Symbol.asyncDispose]();
  await polls.until(() => polls.clock.nowMs > before + 600_000);
  const text = await polls.metrics.text();
  const tries = Number(/^celadon_modbus_requests_total\{result="unreachable"\} (\d+)/m.exec(text)?.[1]);
  expect(tries, "of sixty rounds in ten minutes").toBeLessThan(35);
  expect(polls.said.filter((line) => line.includes("does not answer as it should"))).toHaveLength(2);
});

test("a point that the slave does not have is found and told once, and the others go on", async () => {
  await using slave = await slaveInTest();
  slave.respond = (question, _socket, usual) => {
    const covers = question.address <= 6 && question.address + question.count > 6;
    return covers ? exceptionInTest(question, 2) : usual;
  };
  const points = [0, 2, 4, 6, 8].map((address) => `p${address}: { function: 3, address: ${address}, type: uint32 }`);
  await using polls = pollsInTest(press(slave.port, ...points));
  await polls.until(() => polls.delivered.length >= 3);
  expect(
    polls.delivered.map(({ readings }) =>
      readings
        .map(({ channel }) => channel)
        .toSorted()
        .join(),
    ),
  ).toEqual(polls.delivered.map(() => "p0,p2,p4,p8"));
  expect(polls.refused.map(({ reason }) => reason)).toEqual(["slave-exception"]);
  expect(polls.refused[0]?.evidence).toContain("p6: function 3, address 6 of unit 1");
  // Five questions to find it, and from then on three a round.
  expect(slave.asked.slice(0, 8).map(({ address, count }) => `${address}+${count}`)).toEqual([
    ...["0+10", "0+6", "6+4", "6+2", "8+2"],
    ...["0+6", "6+2", "8+2"],
  ]);
});

test("after a silence all is asked for as the file has it: it may be another device", async () => {
  await using slave = await slaveInTest();
  let isNew = false;
  slave.respond = (question, socket, usual) => {
    const covers = question.address <= 2 && question.address + question.count > 2;
    if (isNew || !covers) return usual;
    if (polls.delivered.length < 2) return exceptionInTest(question, 2);
    isNew = true;
    socket.destroy();
    return undefined;
  };
  const points = [0, 2].map((address) => `p${address}: { function: 3, address: ${address}, type: uint32 }`);
  await using polls = pollsInTest(press(slave.port, ...points));
  const states = async (): Promise<string> =>
    String((await polls.metrics.text()).match(/^celadon_modbus_points\{state="(unknown|refused)"\} [1-9]/gm));
  await polls.until(() => polls.delivered.length >= 1);
  expect(await states()).toContain("refused");
  await polls.until(() => isNew && polls.said.some((line) => line.includes("does not answer")));
  expect(await states()).toContain("unknown");
  const before = slave.asked.length;
  await polls.until(() => slave.asked.slice(before).some(({ address, count }) => address === 0 && count === 4));
});

test("a slave that is busy is asked again soon, and only for what is missing", async () => {
  await using slave = await slaveInTest();
  slave.respond = (question, _socket, usual) => (slave.asked.length === 2 ? exceptionInTest(question, 6) : usual);
  await using polls = pollsInTest(press(slave.port, energy, "far: { function: 3, address: 500, type: uint16 }"));
  await polls.until(() => polls.delivered.length >= 3);
  expect(slave.asked.slice(0, 5).map(({ address }) => address)).toEqual([7, 500, 500, 7, 500]);
  expect(polls.readings().slice(0, 2)).toEqual(["energy 00:00:05 = 7", "far 00:00:05 = 500"]);
  expect(slave.connections()).toBe(1);
});

test("a register that says it has no value is no reading, told once, and read again when it has one", async () => {
  await using slave = await slaveInTest();
  slave.respond = (question, _socket, usual) => (slave.asked.length <= 3 ? answerInTest(question, [0xffff]) : usual);
  await using polls = pollsInTest(press(slave.port, energy));
  await polls.until(() => polls.delivered.length >= 1);
  expect(polls.readings()[0]).toBe("energy 00:00:30 = 7");
  expect(polls.refused.map(({ reason }) => reason)).toEqual(["not-implemented"]);
  expect(polls.said.filter((line) => line.includes("is read again"))).toHaveLength(1);
});

test("a value that stands still longer than it may is told, stays a reading, and told when it moves", async () => {
  await using slave = await slaveInTest();
  slave.respond = (question, _socket, usual) =>
    slave.asked.length <= 5 ? usual : answerInTest(question, [slave.asked.length]);
  await using polls = pollsInTest(
    press(slave.port, "beat: { function: 3, address: 7, type: uint16, changesWithin: 3 }"),
  );
  await polls.until(() => polls.delivered.length >= 7);
  expect(polls.delivered.slice(0, 5).map(({ readings }) => readings[0]?.quality)).toEqual([2, 2, 2, 2, 2]);
  expect(polls.said.filter((line) => line.includes("stands still"))).toHaveLength(1);
  expect(polls.said.filter((line) => line.includes("moves again"))).toHaveLength(1);
});
