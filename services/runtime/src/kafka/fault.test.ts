import { expect, test } from "vitest";
import { isRebalance, isTopicYoung, lastingFault } from "./fault.ts";

/** An error as the library throws it. */
const kafkaError = (fields: { readonly name?: string; readonly type?: string; readonly cause?: Error }): Error =>
  Object.assign(new Error("said by a broker"), { name: "KafkaJSProtocolError", retriable: false }, fields);
const triedTooOften = (cause: Error): Error => kafkaError({ name: "KafkaJSNumberOfRetriesExceeded", cause });

test("a topic that has just been made is known as such, also after the library has tried often enough", () => {
  const young = kafkaError({ type: "LEADER_NOT_AVAILABLE" });
  expect([young, triedTooOften(young), kafkaError({ type: "UNKNOWN_TOPIC_OR_PARTITION" })].map(isTopicYoung)).toEqual([
    true,
    true,
    true,
  ]);
  expect([kafkaError({ type: "INVALID_TOPIC_EXCEPTION" }), new Error("no broker")].map(isTopicYoung)).toEqual([
    false,
    false,
  ]);
});

test("what no waiting mends is said with the fix, also after the library has tried often enough", () => {
  const refused = triedTooOften(kafkaError({ type: "GROUP_AUTHORIZATION_FAILED" }));
  expect(lastingFault(refused, ["a:1", "b:1"])).toBe(
    "The brokers at a:1,b:1 do not allow our user this (said by a broker): grant it, deploy/README.md says what each process needs.",
  );
  const old = kafkaError({ type: "UNSUPPORTED_VERSION" });
  expect(lastingFault(old, ["a:1"])).toContain("run Apache Kafka 2.8 or later.");
  expect(lastingFault(kafkaError({ type: "LEADER_NOT_AVAILABLE" }), ["a:1"])).toBeUndefined();
});

test("a group that moves on is no fault of the network", () => {
  expect(isRebalance(kafkaError({ type: "ILLEGAL_GENERATION" }))).toBe(true);
  expect(isRebalance(kafkaError({ type: "NETWORK_EXCEPTION" }))).toBe(false);
  expect(isRebalance(Object.assign(new Error("ours"), { type: "ILLEGAL_GENERATION" }))).toBe(false);
});
