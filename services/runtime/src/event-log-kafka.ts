import { setTimeout as sleep } from "node:timers/promises";
import type { EventLog, Place } from "./event-log.ts";
import { briefRetry, kafkaClient } from "./kafka/client.ts";
import { isOurs, lastingFault, unreachable } from "./kafka/fault.ts";
import { openPublisher } from "./kafka/publisher.ts";
import type { KafkaSettings, TopicShape } from "./kafka/settings.ts";
import { follow } from "./kafka/subscriber.ts";
import { noBroker, topicFault, topicName } from "./kafka/topics.ts";
import type { Log } from "./log.ts";
import { type Meter, noMeter } from "./metrics.ts";

/** How far a group is behind in one partition, in records. */
export interface Lag extends Place {
  readonly topic: string;
  readonly group: string;
  /** Records that are published and not committed. */
  readonly lag: number;
}

export interface KafkaEventLog extends EventLog {
  lagOf(of: { readonly topic: string; readonly group: string }): Promise<readonly Lag[]>;
}

export interface KafkaWishes {
  /** Name of this process in its groups, kept over restarts. */
  readonly instance: string;
  /** Everything in which members of one group must not differ, as a text that a person can read. */
  readonly configuration: string;
  /** The version of the contracts that is written. */
  readonly schema: number;
  readonly traceparent?: () => string | undefined;
  readonly notes: Log;
  readonly meter?: Meter;
  readonly now: () => number;
  readonly sessionTimeoutMs?: number;
  /** How long a group that moves on waits for a member with work in hand; after it the member's commit is refused. */
  readonly rebalanceTimeoutMs?: number;
  /** A record that is not durable by then has an unknown outcome: its publisher is told. 10 s unless said. */
  readonly patienceMs?: number;
}

const lookEveryMs = 50;

/**
 * The event log on Kafka: keys to partitions by murmur2, as every other client does; a record is published when all in-sync
 * replicas have it; a group commits what its handler has done with, never before. Throws a sentence with the fix when no broker
 * answers, refuses our credentials, or lacks a topic.
 */
export async function openKafkaEventLog(
  settings: KafkaSettings,
  shapes: readonly TopicShape[],
  {
    instance,
    configuration,
    schema,
    notes,
    now,
    traceparent = () => undefined,
    meter = noMeter,
    sessionTimeoutMs = 30_000,
    rebalanceTimeoutMs = 60_000,
    patienceMs,
  }: KafkaWishes,
): Promise<KafkaEventLog> {
  const kafka = kafkaClient(settings, `celadon-${instance}`, notes);
  const admin = kafkaClient(settings, `celadon-${instance}-asking`, notes, briefRetry).admin({ retry: briefRetry });
  try {
    await admin.connect();
    const fault = await topicFault(admin, settings, shapes);
    if (fault !== undefined) throw new Error(fault);
  } catch (error) {
    await admin.disconnect().catch(() => undefined); // what went wrong before says more
    throw isOurs(error)
      ? error
      : new Error(lastingFault(error, settings.brokers) ?? noBroker(settings, error), { cause: error });
  }
  const partitionsOf = (topic: string): number => {
    const shape = shapes.find(({ name }) => topicName(settings, name) === topic);
    if (shape === undefined) throw new Error(`Topic "${topic}" is not in the table of topics.`);
    return shape.partitions;
  };
  const publisher = openPublisher(kafka, {
    ...{ partitionsOf, schema, traceparent, notes, now },
    ...(patienceMs === undefined ? {} : { patienceMs }),
  });
  const named = (name: string): string => topicName(settings, name);
  const timeouts = { sessionTimeoutMs, rebalanceTimeoutMs };
  const subscribing = { kafka, instance, configuration, startedMs: now(), ...timeouts, notes, meter };

  const committed = async ({ topic, group }: { readonly topic: string; readonly group: string }) => {
    const [found] = await asked(admin.fetchOffsets({ groupId: named(group), topics: [named(topic)] }));
    return new Map(found?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  };
  const ends = async (topic: string) => asked(admin.fetchTopicOffsets(named(topic)));
  /** Looks until the group has committed up to every target (the position of the next record). */
  const until = async (
    of: { readonly topic: string; readonly group: string },
    targets: readonly Place[],
    signal: AbortSignal,
  ): Promise<boolean> => {
    if (targets.length === 0) return true;
    for (;;) {
      const done = await answerTo(() => committed(of), signal);
      if (targets.every(({ partition, position }) => (done.get(partition) ?? -1) >= position)) return true;
      if (signal.aborted) return false;
      await pause(signal);
    }
  };

  return {
    publish: (topic, key, value) => publisher.publish(named(topic), key, value),
    subscribe: ({ topic, group, ...rest }, onBatch, signal) =>
      follow({ ...rest, topic: named(topic), group: named(group) }, onBatch, signal, subscribing),
    drained: async (of, signal) => {
      const targets = (await answerTo(() => ends(of.topic), signal))
        .filter(({ high, low }) => Number(high) > Number(low))
        .map(({ partition, high }) => ({ partition, position: Number(high) }));
      return until(of, targets, signal);
    },
    reached: (of, { partition, position }, signal) => until(of, [{ partition, position: position + 1 }], signal),
    lagOf: async (of) => {
      const done = await committed(of);
      const lags = (await ends(of.topic)).map(({ partition, high, low }) => {
        const position = Math.max(done.get(partition) ?? -1, Number(low));
        return { ...of, partition, position, lag: Number(high) - position };
      });
      return lags.toSorted((a, b) => a.partition - b.partition);
    },
    [Symbol.asyncDispose]: async () => {
      await publisher[Symbol.asyncDispose]();
      await admin.disconnect();
    },
  };
}

/** Asks until an answer comes through: what brokers cannot tell just now, as after an election, they can soon. Throws once aborted. */
async function answerTo<T>(question: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await question();
    } catch (error) {
      if (signal.aborted) throw error;
    }
    await pause(signal);
  }
}

/** Cut short by an abort, after which there is one look more. */
const pause = (signal: AbortSignal): Promise<void> => sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);

/** A question to the brokers that did not come through may come through later. */
const asked = <T>(answer: Promise<T>): Promise<T> =>
  answer.catch((error: unknown) => {
    throw unreachable(error);
  });
