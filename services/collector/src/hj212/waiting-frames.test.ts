import type { Store } from "@celadon/runtime";
import { expect, test } from "vitest";
import { openWaitingFrames } from "./waiting-frames.ts";

/** A store that has these rows of waiting frames, and fails while `isDown`. */
function storeWith(rows: readonly object[] = []) {
  const state = { isDown: false, inserts: 0 };
  const store: Store = {
    run: async () => undefined,
    insert: async () => {
      if (state.isDown) throw new Error("The disk is full.");
      state.inserts += 1;
    },
    rows: async <Row>() => rows as Row[],
    [Symbol.asyncDispose]: async () => undefined,
  };
  return { store, state };
}
const frame = (mn: string, content: string, address = "192.0.2.7") => ({
  ...{ mn, content: Buffer.from(content), address, passwordHash: "", receivedMs: 0 },
});

test("what could not be stored does not wait: sent again it is kept", async () => {
  const { store, state } = storeWith();
  const waiting = await openWaitingFrames(store);
  state.isDown = true;
  await expect(waiting.hold(frame("A", "one"))).rejects.toThrow("disk");
  state.isDown = false;
  expect(await waiting.hold(frame("A", "one"))).toBe("kept");
  expect(await waiting.hold(frame("A", "one"))).toBe("known");
  expect(state.inserts).toBe(1);
});

test("of one number no more than 256 KiB wait, and of all a thousand numbers", async () => {
  const waiting = await openWaitingFrames(storeWith().store);
  const large = (i: number) => `${i}`.padEnd(4 * 1024, "x");
  const held = await Promise.all(Array.from({ length: 70 }, (_, i) => waiting.hold(frame("A", large(i)))));
  expect(held).toEqual([...Array(64).fill("kept"), ...Array(6).fill("full")]);
  const strangers = Array.from({ length: 1_010 }, (_, i) => frame(`S${i}`, "x", `10.0.0.${i % 11}`));
  const others = await Promise.all(strangers.map((one) => waiting.hold(one)));
  expect(others.filter((one) => one === "kept")).toHaveLength(999);
  expect(waiting.numbers()).toHaveLength(1_000);
});

test("what an earlier process held is known, and counts", async () => {
  const content = "x".repeat(1000);
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha256").update(content).digest("hex");
  const { store } = storeWith([{ mn: "A", frame: hash, size: String(256 * 1024 - 10), address: "192.0.2.7" }]);
  const waiting = await openWaitingFrames(store);
  expect(waiting.numbers()).toEqual(["A"]);
  expect(await waiting.hold(frame("A", content))).toBe("known");
  expect(await waiting.hold(frame("A", "12345678901"))).toBe("full");
});
