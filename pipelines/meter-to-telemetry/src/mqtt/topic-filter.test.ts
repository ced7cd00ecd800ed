import { expect, test } from "vitest";
import { matchTopic, readTopicFilter } from "./topic-filter.ts";

const match = (filter: string, topic: string) => {
  const read = readTopicFilter(filter);
  const bound = read === undefined ? undefined : matchTopic(read, topic);
  return bound === undefined ? undefined : Object.fromEntries(bound);
};

test("levels are matched as MQTT does, and named levels are told", () => {
  expect(match("hall/+line/+/kwh", "hall/press/1/kwh")).toEqual({ line: "press" });
  expect(match("hall/#", "hall")).toEqual({});
  expect(match("hall/#", "hall/a/b")).toEqual({});
  expect(match("hall/+", "hall/a/b")).toBeUndefined();
  expect(match("hall/+", "hall")).toBeUndefined();
  expect(match("+a/b", "x/b")).toEqual({ a: "x" });
});

test("wildcards at the beginning let no topic of the broker itself through", () => {
  expect(match("#", "$SYS/uptime")).toBeUndefined();
  expect(match("$SYS/#", "$SYS/uptime")).toEqual({});
});

test("the broker is given plain wildcards", () => {
  expect(readTopicFilter("hall/+line/#")?.subscription).toBe("hall/+/#");
});

test.each(["", "a/#/b", "a#", "a/b+", "+a/+a", "+A b/c"])("%j is no filter", (text) => {
  expect(readTopicFilter(text)).toBeUndefined();
});
