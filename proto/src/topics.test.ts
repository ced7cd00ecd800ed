import { expect, test } from "vitest";
import { type Topic, topics } from "./topics.ts";

const all: readonly Topic<unknown>[] = Object.values(topics);

test.each(all)("topic $name carries a message that exists", async ({ messageType, message }) => {
  const [, noun, version, name] = messageType.split(".") as [string, string, string, string];
  const generated: Record<string, unknown> = await import(`../gen/celadon/${noun}/${version}/${noun}.ts`);
  expect(generated["protobufPackage"]).toBe(`celadon.${noun}.${version}`);
  expect(generated[name]).toBe(message);
});

test("no two topics share a name", () => {
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});

test("dead letters have more room and more time than what they were", () => {
  const { deadLetter, telemetry } = topics;
  expect(deadLetter.maxMessageBytes).toBeGreaterThan(telemetry.maxMessageBytes);
  expect(deadLetter.retentionMs).toBeGreaterThan(telemetry.retentionMs);
});
