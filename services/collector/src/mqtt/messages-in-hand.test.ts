import { PassThrough } from "node:stream";
import type { IPublishPacket } from "mqtt";
import { expect, test } from "vitest";
import { messagesInHand } from "./messages-in-hand.ts";

/** A hand that holds `most`; what is taken waits until it is let go by its name. */
function inTest(most: number) {
  const taken: string[] = [];
  const asked: string[] = [];
  const release = new Map<string, (isDurable: boolean) => void>();
  let stream = new PassThrough();
  const hand = messagesInHand({
    most,
    streamNow: () => stream,
    take: ({ topic }) => {
      taken.push(topic);
      return new Promise((done) => release.set(topic, done));
    },
    onDurable: () => undefined,
    onBroken: (error) => {
      throw error;
    },
  });
  const offer = (topic: string, messageId: number): void => {
    const packet = { cmd: "publish", topic, payload: Buffer.of(1), qos: 1, retain: false, dup: false, messageId };
    hand.offer(packet as IPublishPacket, () => void asked.push(topic));
  };
  return {
    ...{ hand, taken, asked, offer },
    acks: () => (stream.read() as Buffer | null)?.toString("hex"),
    letGo: async (topic: string, isDurable = true): Promise<void> => {
      release.get(topic)?.(isDurable);
      await new Promise((done) => setImmediate(done));
    },
    reconnect: (): void => {
      stream.destroy();
      hand.forget();
      stream = new PassThrough();
    },
  };
}

test("one that is too many waits, and nothing more is asked for until it is in hand", async () => {
  const it = inTest(2);
  for (const [i, topic] of ["a", "b", "c"].entries()) it.offer(topic, i + 1);
  expect([it.taken, it.asked]).toEqual([
    ["a", "b"],
    ["a", "b"],
  ]);
  await it.letGo("a");
  expect([it.taken, it.asked, it.acks()]).toEqual([["a", "b", "c"], ["a", "b", "c"], "40020001"]);
});

test("what was in hand on a connection that is gone is not acknowledged on the next one", async () => {
  const it = inTest(2);
  it.offer("a", 1);
  it.reconnect();
  it.offer("b", 1);
  await it.letGo("a");
  expect(it.acks()).toBeUndefined();
  await it.letGo("b");
  expect(it.acks()).toBe("40020001");
});

test("what could not be stored on a connection that is gone costs the next one nothing, nor its order", async () => {
  const it = inTest(3);
  it.offer("a", 1);
  it.reconnect();
  it.offer("b", 1);
  await it.letGo("a", false);
  it.offer("c", 2);
  await it.letGo("c");
  expect(it.acks()).toBeUndefined();
  await it.letGo("b");
  expect(it.acks()).toBe("4002000140020002");
});

test("what waited on a connection that is gone is not taken: it comes again, and those behind it go in", async () => {
  const it = inTest(1);
  it.offer("a", 1);
  it.offer("b", 2);
  it.reconnect();
  it.offer("c", 1);
  await it.letGo("a");
  expect(it.taken).toEqual(["a", "c"]);
});

test("at the end nothing is taken in any more, and what is in hand is waited for", async () => {
  const it = inTest(1);
  it.offer("a", 1);
  it.offer("b", 2);
  let isOver = false;
  const over = it.hand.finish().then(() => {
    isOver = true;
  });
  it.offer("c", 3);
  await new Promise((done) => setImmediate(done));
  expect([it.taken, it.asked, isOver]).toEqual([["a"], ["a", "b", "c"], false]);
  await it.letGo("a");
  await over;
  expect([it.taken, it.acks()]).toEqual([["a"], "40020001"]);
});
