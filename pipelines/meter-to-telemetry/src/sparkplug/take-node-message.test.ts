import fc from "fast-check";
import { expect, test } from "vitest";
import { askAgain } from "./ask-again.ts";
import { type EdgeNode, type NodeMessage, type NodeOutcome, unbornNode } from "./edge-node.ts";
import { rebirthCommand } from "./rebirth-command.ts";
import type { SparkplugType } from "./sparkplug-topic.ts";
import { takeNodeMessage } from "./take-node-message.ts";

// Bytes made by sparkplug-payload 1.0.3 (Eclipse Tahu): its encoder for births, its generated class for what has no types.
const t0 = 1_700_000_000_000;
const bytes = {
  // seq 0: bdSeq 7, Node Control/Rebirth, Energy = alias 1 UInt64 123456, Flow = alias 2 Float 115603.01, Balance = alias 3 Int32 -5,
  // Model = alias 4 String
  nodeBirth:
    "0880d095ffbc3112120a0562645365711880d095ffbc312008580712210a144e6f646520436f6e74726f6c2f526562697274681880d095ffbc31200b7000" +
    "12170a06456e6572677910011880d095ffbc31200858c0c40712160a04466c6f7710021880d095ffbc3120096581c9e147121a0a0742616c616e636510031880" +
    "d095ffbc31200350fbffffff0f12160a054d6f64656c10041880d095ffbc31200c7a0258311800",
  // seq 1: alias 1 = 123457, alias 3 = -6 as 32 bits, alias 2 is null
  data: "08e8d795ffbc31120d100118e8d795ffbc3158c1c407120f100318e8d795ffbc3150faffffff0f120b100218e8d795ffbc3138011801",
  // seq 2: alias 9 = 1, alias 1 = 123458
  stranger: "08d0df95ffbc31120b100918d0df95ffbc315801120d100118d0df95ffbc3158c2c4071802",
  // bdSeq 7
  nodeDeath: "0880d095ffbc31120b0a05626453657120085807",
  // seq 1: Power/Active = alias 20 Double 12.5
  deviceBirth: "0880d095ffbc3112220a0c506f7765722f41637469766510141880d095ffbc31200a6900000000000029401801",
  // seq 2: alias 20 = 13.25
  deviceData: "08e8d795ffbc311212101418e8d795ffbc31690000000000802a401802",
} as const;

const fromHex = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** The same payload as another of the node's messages: seq is its last field. */
const withSeq = (hex: string, seq: number): string => {
  const digits = seq < 128 ? [seq] : [(seq & 127) | 128, seq >> 7];
  return hex.replace(/18..$/, `18${digits.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`);
};

interface Sent {
  readonly type: SparkplugType;
  readonly hex: string;
  readonly device?: string;
  readonly atMs?: number;
}

const messageOf = ({ type, hex, device, atMs = t0 + 5_000 }: Sent): NodeMessage => ({
  ...{ type, device, bytes: fromHex(hex), receivedMs: atMs },
});

function follow(...sent: readonly Sent[]): { readonly node: EdgeNode; readonly outcomes: readonly NodeOutcome[] } {
  let node = unbornNode("press");
  const outcomes: NodeOutcome[] = [];
  for (const one of sent) {
    const step = takeNodeMessage(node, messageOf(one));
    node = step.node;
    outcomes.push(step.outcome);
  }
  return { node, outcomes };
}

const told = ({ readings }: NodeOutcome): readonly string[] =>
  readings.map(({ channel, atMs, valueMicro, marks }) => `${channel} ${atMs - t0} ${valueMicro} ${marks}`);
const reasons = ({ refused }: NodeOutcome): readonly string[] => refused.map(({ reason }) => reason);

const born: Sent = { type: "NBIRTH", hex: bytes.nodeBirth };
const data: Sent = { type: "NDATA", hex: bytes.data };
const stranger: Sent = { type: "NDATA", hex: bytes.stranger };

test("values of a birth are readings, and data after it are read by its types: a null is no reading", () => {
  const { outcomes } = follow(born, data);
  expect(outcomes.map(told)).toEqual([
    ["press/Energy 0 123456000000 1024", "press/Flow 0 115603010000 1024", "press/Balance 0 -5000000 1024"],
    ["press/Energy 1000 123457000000 1024", "press/Balance 1000 -6000000 1024"],
  ]);
  expect(outcomes.map(({ ignored }) => ignored)).toEqual([3, 1]);
});

test("an alias that no birth named is not guessed: what is known counts, the rest waits for the birth that is asked for", () => {
  const { node, outcomes } = follow(born, data, stranger);
  expect(outcomes[2]).toMatchObject({ asksRebirth: true, refused: [] });
  expect(told(outcomes[2] as NodeOutcome)).toEqual(["press/Energy 2000 123458000000 1024"]);
  expect(node.kept).toHaveLength(1);
  const again = takeNodeMessage(node, messageOf(born));
  expect(reasons(again.outcome)).toEqual(["not-born"]);
  expect(again.outcome.refused[0]?.content).toEqual(fromHex(bytes.stranger));
  expect(again.node.kept).toEqual([]);
});

test("data before any birth wait, and are read by the birth that answers", () => {
  const { node, outcomes } = follow(data, born);
  expect(outcomes[0]).toMatchObject({ asksRebirth: true, readings: [], refused: [] });
  expect(told(outcomes[1] as NodeOutcome)).toContain("press/Energy 1000 123457000000 1024");
  expect(node).toMatchObject({ life: "alive", kept: [] });
});

test("after a gap nothing is read until the node is born again, and then all of it", () => {
  const late = { ...data, hex: withSeq(bytes.data, 3) };
  const later = { ...data, hex: withSeq(bytes.data, 4) };
  const { node, outcomes } = follow(born, late, later, born);
  expect(outcomes.slice(1, 3).map(({ readings, asksRebirth }) => [readings.length, asksRebirth])).toEqual([
    [0, true],
    [0, false],
  ]);
  expect(told(outcomes[3] as NodeOutcome).filter((line) => line.startsWith("press/Energy 1000"))).toHaveLength(2);
  expect(node.life).toBe("alive");
});

test("seq goes from 255 on to 0", () => {
  const rest = Array.from({ length: 257 }, (_, i) => ({ ...data, hex: withSeq(bytes.data, (i + 1) % 256) }));
  const { node, outcomes } = follow(born, ...rest);
  expect(outcomes.filter(({ asksRebirth }) => asksRebirth)).toEqual([]);
  expect(node).toMatchObject({ life: "alive", seq: 1 });
});

test("a death leaves values unknown: no reading comes of it, and data behind it wait for a birth", () => {
  const { node, outcomes } = follow(born, { type: "NDEATH", hex: bytes.nodeDeath }, data);
  expect(outcomes[1]).toMatchObject({ readings: [], note: expect.stringContaining("unknown until it is born again") });
  expect(outcomes[2]).toMatchObject({ readings: [], asksRebirth: true });
  expect(node.life).toBe("dead");
});

test("a death of another birth says nothing", () => {
  const other = { type: "NDEATH", hex: bytes.nodeDeath.replace(/5807$/, "5806") } as const;
  const { node, outcomes } = follow(born, other, data);
  expect(outcomes[1]).toMatchObject({ readings: [], note: expect.stringContaining("birth 6 and not of 7") });
  expect(node.life).toBe("alive");
  expect(outcomes[2]?.readings).toHaveLength(2);
});

test("what waited is refused once a new session begins, as its aliases may mean something else", () => {
  const otherSession = { ...born, hex: bytes.nodeBirth.replace("20085807", "20085808") };
  const { outcomes } = follow(born, { ...data, hex: withSeq(bytes.data, 5) }, otherSession);
  expect(reasons(outcomes[2] as NodeOutcome)).toEqual(["session-over"]);
});

test("what waited is refused where the birth before it and the one after give its alias to two metrics", () => {
  const swapped = bytes.nodeBirth
    .replace("456e657267791001", "456e657267791002")
    .replace("466c6f771002", "466c6f771001");
  const { outcomes } = follow(born, { ...data, hex: withSeq(bytes.data, 5) }, { ...born, hex: swapped });
  expect(told(outcomes[2] as NodeOutcome)).toContain("press/Balance 1000 -6000000 1024");
  expect(told(outcomes[2] as NodeOutcome).filter((line) => line.includes(" 1000 123457"))).toEqual([]);
  expect(outcomes[2]?.refused).toMatchObject([
    { reason: "alias-changed", content: fromHex(withSeq(bytes.data, 5)), evidence: expect.stringContaining("alias 1") },
  ]);
});

test("what waited of a device is held against its birth before the edge node was born again", () => {
  const birth: Sent = { type: "DBIRTH", hex: bytes.deviceBirth, device: "Fan" };
  const late: Sent = { type: "DDATA", hex: withSeq(bytes.deviceData, 9), device: "Fan" };
  const renamed = { ...birth, hex: bytes.deviceBirth.replace("506f7765722f416374697665", "506f7765722f506173736976") };
  expect(reasons(follow(born, birth, late, born, renamed).outcomes[4] as NodeOutcome)).toEqual(["alias-changed"]);
  expect(told(follow(born, birth, late, born, birth).outcomes[4] as NodeOutcome)).toContain(
    "press/Fan/Power/Active 1000 13250000 1024",
  );
});

test("a birth begins a new count, at whatever number it has", () => {
  const again = follow(born, data, born, data);
  expect(again.outcomes[3]?.readings).toHaveLength(2);
  const other = follow({ ...born, hex: withSeq(bytes.nodeBirth, 5) }, { ...data, hex: withSeq(bytes.data, 6) });
  expect(other.outcomes[1]?.readings).toHaveLength(2);
});

test("devices of a node that is born again wait for their own birth", () => {
  const birth: Sent = { type: "DBIRTH", hex: bytes.deviceBirth, device: "Fan" };
  const early: Sent = { type: "DDATA", hex: withSeq(bytes.deviceData, 1), device: "Fan" };
  const { outcomes } = follow(born, birth, born, early);
  expect(outcomes[3]).toMatchObject({ readings: [], asksRebirth: true });
});

test("what waited for a birth is refused by a death, with its bytes", () => {
  const late = { ...data, hex: withSeq(bytes.data, 5) };
  const { node, outcomes } = follow(born, late, { type: "NDEATH", hex: bytes.nodeDeath });
  expect(outcomes[2]?.refused).toMatchObject([{ reason: "session-over", content: fromHex(late.hex) }]);
  expect(node.kept).toEqual([]);
});

test("devices are born, read and die for themselves", () => {
  const { node, outcomes } = follow(
    born,
    { type: "DBIRTH", hex: bytes.deviceBirth, device: "Fan" },
    { type: "DDATA", hex: bytes.deviceData, device: "Fan" },
    { type: "DDEATH", hex: withSeq("0880d095ffbc311803", 3), device: "Fan" },
    { type: "DDATA", hex: withSeq(bytes.deviceData, 4), device: "Fan" },
  );
  expect(outcomes.slice(1, 3).flatMap(told)).toEqual([
    "press/Fan/Power/Active 0 12500000 1024",
    "press/Fan/Power/Active 1000 13250000 1024",
  ]);
  expect(outcomes[3]?.note).toContain("press/Fan is gone");
  expect(outcomes[4]).toMatchObject({ readings: [], asksRebirth: true });
  expect(node).toMatchObject({ life: "alive", seq: 4 });
});

test("a node that loses messages all the time is not asked all the time", () => {
  let node = unbornNode("press");
  let asked = 0;
  for (let second = 0; second < 3_600; second++) {
    const step = takeNodeMessage(node, messageOf({ ...data, atMs: t0 + second * 1_000 }));
    node = step.node;
    asked += step.outcome.asksRebirth ? 1 : 0;
  }
  expect(asked).toBeLessThan(20);
  expect(asked).toBeGreaterThan(5);
});

test("a node of which nothing is known is asked at the start, a living one is not", () => {
  expect(askAgain(unbornNode("press"), t0).isDue).toBe(true);
  expect(askAgain(follow(born).node, t0).isDue).toBe(false);
});

test("what waits is bounded: the oldest is refused with its bytes", () => {
  let node = unbornNode("press");
  const refused: string[] = [];
  for (let i = 0; i < 1_010; i++) {
    const step = takeNodeMessage(node, messageOf(data));
    node = step.node;
    refused.push(...reasons(step.outcome));
  }
  expect(node.kept).toHaveLength(1_000);
  expect(refused).toEqual(Array.from({ length: 10 }, () => "not-decoded-in-time"));
});

test("what waits is bounded in bytes too, and is a copy: the bytes of a message may be written over", () => {
  let node = unbornNode("press");
  const refused: string[] = [];
  const large = new Uint8Array(1_048_576);
  large.set(fromHex(bytes.data));
  const from = fromHex(bytes.data).length;
  const rest = large.length - from - 4;
  large.set([0x7a, (rest & 127) | 128, ((rest >> 7) & 127) | 128, rest >> 14], from); // field 15, which nobody reads
  for (let i = 0; i < 6; i++) {
    const step = takeNodeMessage(node, { ...messageOf(data), bytes: large });
    node = step.node;
    refused.push(...reasons(step.outcome));
  }
  large.fill(0);
  expect([node.kept.length, refused]).toEqual([4, ["not-decoded-in-time", "not-decoded-in-time"]]);
  expect(node.kept[0]?.bytes[0]).toBe(8);
});

test("an edge node has a thousand devices at most", () => {
  let node = follow(born).node;
  const refused: string[] = [];
  for (let i = 0; i < 1_002; i++) {
    const hex = withSeq(bytes.deviceBirth, (i + 1) % 256);
    const step = takeNodeMessage(node, messageOf({ type: "DBIRTH", hex, device: `d${i}` }));
    node = step.node;
    refused.push(...reasons(step.outcome));
  }
  expect([node.devices.size, refused]).toEqual([1_000, ["too-many-devices", "too-many-devices"]]);
});

test("the command that asks for a birth is what Tahu's encoder writes", () => {
  expect(rebirthCommand(t0)).toEqual(
    fromHex("0880d095ffbc3112210a144e6f646520436f6e74726f6c2f526562697274681880d095ffbc31200b7001"),
  );
});

test("any bytes give an outcome, and a payload that is cut off is refused with its place", () => {
  const types = ["NBIRTH", "DBIRTH", "NDATA", "DDATA", "NDEATH", "DDEATH"] as const;
  const anyBytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.tuple(fc.constantFrom(...Object.values(bytes)), fc.nat(), fc.nat(255)).map(([hex, at, byte]) => {
      const changed = fromHex(hex);
      changed[at % changed.length] = byte;
      return changed;
    }),
  );
  const sent = fc.record({
    type: fc.constantFrom(...types),
    device: fc.constantFrom(undefined, "Fan"),
    bytes: anyBytes,
    receivedMs: fc.constant(t0),
  });
  fc.assert(
    fc.property(fc.array(sent, { maxLength: 20 }), (messages) => {
      let node = follow(born).node;
      for (const message of messages) {
        const device = message.type.startsWith("D") ? "Fan" : undefined;
        const step = takeNodeMessage(node, { ...message, device });
        node = step.node;
        for (const { valueMicro } of step.outcome.readings) expect(typeof valueMicro).toBe("bigint");
      }
    }),
  );
  const cut = follow({ ...born, hex: bytes.nodeBirth.slice(0, -2) }).outcomes[0];
  expect(cut?.refused[0]).toMatchObject({ reason: "bad-payload", evidence: expect.stringContaining("begins at byte") });
});
