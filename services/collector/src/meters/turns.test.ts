import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { turns } from "./turns.ts";

test("all work is done, in its order, and the loop goes round between two turns", async () => {
  let clockMs = 0;
  const { add } = turns(() => clockMs);
  const done: (number | string)[] = [];
  for (let i = 1; i <= 6; i++)
    add(() => {
      done.push(i);
      clockMs += 5; // a turn of 10 ms has room for two
    });
  while (done.length < 9) {
    await setImmediate();
    done.push("round");
  }
  expect(done).toEqual([1, 2, "round", 3, 4, "round", 5, 6, "round"]);
});

test("what work adds is done too, and a full queue says so until it is worked off", async () => {
  const { add, isFull } = turns();
  let count = 0;
  const more = (): void => {
    count += 1;
  };
  for (let i = 0; i < 4_096; i++) add(more);
  expect(isFull()).toBe(true);
  add(() => add(more));
  while (count < 4_097) await setImmediate();
  expect(isFull()).toBe(false);
});
