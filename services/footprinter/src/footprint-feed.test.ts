import { Footprint, FootprintEvent } from "@celadon/proto";
import type { EventLog, OnBatch } from "@celadon/runtime";
import { expect, test } from "vitest";
import { byArrival, byPosition } from "./feed-order.ts";
import { openFootprintFeed } from "./footprint-feed.ts";

/** A log that hands over what the test publishes, and counts what was committed. */
function handLog() {
  let onBatch: OnBatch | undefined;
  let committed = 0;
  let isBehind = false;
  const log: EventLog = {
    publish: async () => ({ partition: 0, position: 0 }),
    drained: async () => !isBehind,
    reached: async () => !isBehind,
    subscribe: async (_from, handler, signal) => {
      onBatch = handler;
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
  const tell = async (position: string, product: string, note = ""): Promise<void> => {
    const footprint = Footprint.fromPartial({ product, method: note });
    const value = FootprintEvent.encode({ footprint, supersedes: "", position }).finish();
    const commit = async (): Promise<void> => {
      committed += 1;
    };
    await onBatch?.({ records: [{ key: "mill", value, partition: 0, position: 0 }], commit });
  };
  const hold = (): void => {
    isBehind = true;
  };
  return { log, tell, hold, committed: () => committed };
}

async function open() {
  const { log, tell, hold, committed } = handLog();
  const stop = new AbortController();
  const feed = openFootprintFeed(log, byPosition(100));
  const running = feed.run(stop.signal);
  return { feed, tell, hold, committed, stop, running };
}
const productOf = ({ value }: IteratorResult<FootprintEvent>): string | undefined => value?.footprint?.product;

test("a watcher hears what is published from now on, in order, and nothing before", async () => {
  const { feed, tell, committed, stop } = await open();
  await tell("0:101", "before");
  const watch = feed.watch("", stop.signal);
  const first = watch.next();
  await tell("0:102", "paper");
  await tell("0:102", "board");
  expect([productOf(await first), productOf(await watch.next())]).toEqual(["paper", "board"]);
  expect(committed()).toBe(3);
});

test("one who comes back with the last position hears everything from it on, that position itself again", async () => {
  const { feed, tell, stop } = await open();
  for (const [position, product] of [
    ["0:101", "a"],
    ["0:105", "b"],
    ["0:105", "c"],
    ["", "d"],
    ["0:107", "e"],
  ] as const) {
    await tell(position, product);
  }
  const heard = async (after: string, count: number): Promise<readonly (string | undefined)[]> => {
    const watch = feed.watch(after, stop.signal);
    const all = [];
    for (let i = 0; i < count; i++) all.push(productOf(await watch.next()));
    return all;
  };
  expect(await heard("0:105", 4)).toEqual(["b", "c", "d", "e"]);
  expect(await heard("0:106", 1)).toEqual(["e"]);
  expect(await heard("0:100", 5)).toEqual(["a", "b", "c", "d", "e"]);
});

test("what lies before this process, or is dropped, is refused and not left out in silence", async () => {
  const { feed, tell, stop } = await open();
  await expect(feed.watch("0:99", stop.signal).next()).rejects.toMatchObject({ refusal: { status: 410 } });
  const slow = feed.watch("0:100", stop.signal);
  await tell("0:101", "first");
  expect(productOf(await slow.next())).toBe("first");
  for (let i = 0; i < 12; i++) await tell(`0:${102 + i}`, `${i}`, "x".repeat(1_048_576));
  await expect(slow.next()).rejects.toMatchObject({ refusal: { status: 410, code: "position-gone" } });
  await expect(feed.watch("0:102", stop.signal).next()).rejects.toMatchObject({ refusal: { status: 410 } });
  expect(productOf(await feed.watch("0:113", stop.signal).next())).toBe("11");
});

test("a list is as of the last position, but for what is still being worked in", async () => {
  const { feed, tell, hold } = await open();
  expect(await feed.asOf()).toBe("0:100");
  hold();
  expect(await feed.asOf(), "after a start nothing is known of what was announced before it").toBe("");
  await tell("0:107", "paper");
  expect(await feed.asOf()).toBe("0:106");
});

test("a text that is no position is refused", async () => {
  const { feed, stop } = await open();
  await expect(feed.watch("now", stop.signal).next()).rejects.toMatchObject({ refusal: { code: "bad-position" } });
});

test("watching ends when the signal aborts, also while nothing comes", async () => {
  const { feed, stop, running } = await open();
  const waiting = feed.watch("", stop.signal).next();
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
  await running;
});

test("where places have no order among them, a feed counts by itself, and takes no other feed's texts", async () => {
  const { log, tell } = handLog();
  const stop = new AbortController();
  const feed = openFootprintFeed(log, byArrival("a"));
  void feed.run(stop.signal);
  for (const [place, product] of [
    ["7:900", "paper"],
    ["3:12", "board"],
    ["7:901", "pulp"],
  ] as const)
    await tell(place, product);
  expect(await feed.asOf()).toBe("a:3");
  const watch = feed.watch("a:2", stop.signal);
  expect([productOf(await watch.next()), productOf(await watch.next())]).toEqual(["board", "pulp"]);
  await expect(feed.watch("b:2", stop.signal).next()).rejects.toMatchObject({ refusal: { code: "position-gone" } });
});
