import { expect, test } from "vitest";
import { turnstile } from "./turnstile.ts";

/** Those who went in, by name, in their order. */
function visitors(most: number) {
  const gate = turnstile(most);
  const inside: string[] = [];
  const come = (name: string, count: number) => {
    const { entered, giveUp } = gate.enter(count);
    entered.then(() => void inside.push(name));
    return giveUp;
  };
  return { gate, inside, come };
}
const settled = () => new Promise((done) => setImmediate(done));

test("nobody overtakes: a small one waits behind a large one", async () => {
  const { gate, inside, come } = visitors(10);
  come("a", 8);
  come("b", 5);
  come("c", 1);
  await settled();
  expect(inside).toEqual(["a"]);
  expect(gate.tryEnter(1)).toBe(false);
  gate.leave(8);
  await settled();
  expect(inside).toEqual(["a", "b", "c"]);
});

test("one who brings more than fits goes in alone", async () => {
  const { gate, inside, come } = visitors(10);
  come("a", 1);
  come("large", 50);
  come("b", 1);
  gate.leave(1);
  await settled();
  expect(inside).toEqual(["a", "large"]);
  gate.leave(50);
  await settled();
  expect(inside).toEqual(["a", "large", "b"]);
});

test("who gives up takes no room, and holds nobody back", async () => {
  const { gate, inside, come } = visitors(10);
  come("a", 10);
  const giveUp = come("b", 10);
  come("c", 10);
  giveUp();
  gate.leave(10);
  await settled();
  expect(inside).toEqual(["a", "c"]);
});

test("a hundred thousand who wait go in one after the other", async () => {
  const { gate, inside, come } = visitors(1);
  for (let i = 0; i < 100_000; i++) come("x", 1);
  for (let i = 0; i < 99_999; i++) gate.leave(1);
  await settled();
  expect(inside).toHaveLength(100_000);
});
