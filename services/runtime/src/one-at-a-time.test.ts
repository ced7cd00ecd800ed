import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { oneAtATime } from "./one-at-a-time.ts";

test("tasks run one after the other in the order they came, whatever each takes, and a failed one stops none", async () => {
  const queue = oneAtATime();
  const seen: string[] = [];
  const task = (name: string, ms: number) =>
    queue(async () => {
      seen.push(`${name} begins`);
      await sleep(ms);
      if (name === "b") throw new Error("b broke");
      seen.push(`${name} ends`);
      return name;
    });
  const answers = await Promise.allSettled([task("a", 20), task("b", 1), task("c", 0)]);
  expect(answers).toMatchObject([{ value: "a" }, { reason: new Error("b broke") }, { value: "c" }]);
  expect(seen).toEqual(["a begins", "a ends", "b begins", "c begins", "c ends"]);
});
