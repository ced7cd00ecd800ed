import { mkdirSync } from "node:fs";
import type { EventLog } from "./event-log.ts";
import { keptTopic } from "./kept-topic.ts";
import { passingTopic } from "./passing-topic.ts";
import { onlyPartition, type Topic } from "./topic.ts";

/**
 * The event log inside one process.
 *
 * A topic named in `through` passes through: nothing of it is kept here, publishing resolves when its one subscriber has
 * committed, so durability is the subscriber's own. Every other topic is a journal in `folder`: publishing resolves when
 * it is on the disk. Positions of a passing topic count on from `firstPosition`: with the clock there (in microseconds) they
 * rise from one process to the next.
 */
export function openEmbeddedEventLog(folder: string, through: readonly string[], firstPosition = 0): EventLog {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const topics = new Map<string, Topic>(through.map((name) => [name, passingTopic(name, firstPosition)]));
  const topicOf = (name: string): Topic => {
    const open = topics.get(name) ?? keptTopic(folder, name);
    topics.set(name, open);
    return open;
  };
  return {
    publish: async (topic, key, value) => topicOf(topic).publish(key, value),
    subscribe: async ({ topic, group, maxBytes = 4 * 1024 * 1024, onAssigned }, onBatch, signal) => {
      if (onAssigned !== undefined) await onAssigned([onlyPartition]);
      await topicOf(topic).subscribe(group, maxBytes, onBatch, signal);
    },
    drained: async ({ topic, group }, signal) => topicOf(topic).drained(group, signal),
    // Everything published is waited for, which is more than was asked and as soon done: one reader works it all off in order.
    reached: async ({ topic, group }, _place, signal) => topicOf(topic).drained(group, signal),
    [Symbol.asyncDispose]: async () => {
      for (const topic of topics.values()) topic.close();
    },
  };
}
