import { setTimeout as sleep } from "node:timers/promises";
import type { Admin } from "kafkajs";
import kafkajs from "kafkajs"; // some of its names are not seen from a module
import { openLog } from "../log.ts";
import { briefRetry, kafkaClient } from "./client.ts";
import { isOurs, isTopicYoung, lastingFault } from "./fault.ts";
import type { KafkaSettings, TopicShape } from "./settings.ts";

const lookEveryMs = 50;
const looksAtMost = 400;

/** What a topic is called on the brokers. */
export const topicName = ({ prefix }: Pick<KafkaSettings, "prefix">, name: string): string => `${prefix}${name}`;

/** Makes the topics that are missing, and says what is unlike in those that are there, a sentence each. */
export const topicsApply = (settings: KafkaSettings, shapes: readonly TopicShape[]) =>
  withAdmin(settings, async (admin) => {
    const there = new Set(await admin.listTopics());
    const missing = shapes.filter(({ name }) => !there.has(topicName(settings, name)));
    if (missing.length > 0) {
      await admin.createTopics({
        waitForLeaders: false, // the library gives up when a broker does not know a topic yet that has just been made
        topics: missing.map((shape) => ({
          topic: topicName(settings, shape.name),
          numPartitions: shape.partitions,
          replicationFactor: settings.replicas,
          configEntries: Object.entries(configOf(shape, settings)).map(([name, value]) => ({ name, value })),
        })),
      });
      await untilLed(
        admin,
        missing.map(({ name }) => topicName(settings, name)),
      );
    }
    return {
      made: missing.map(({ name }) => topicName(settings, name)),
      differences: await differences(admin, settings, shapes),
    };
  });

/** What is missing or unlike, a sentence each with the fix. */
export const topicsCheck = (settings: KafkaSettings, shapes: readonly TopicShape[]): Promise<readonly string[]> =>
  withAdmin(settings, (admin) => differences(admin, settings, shapes));

/** What keeps a process from working with the topics: one that is missing, or has another number of partitions. */
export async function topicFault(
  admin: Admin,
  settings: KafkaSettings,
  shapes: readonly TopicShape[],
): Promise<string | undefined> {
  const counts = await partitionCounts(admin, settings, shapes);
  for (const { name, partitions } of shapes) {
    const topic = topicName(settings, name);
    const count = counts.get(topic);
    if (count === undefined) return `The brokers have no topic "${topic}": run celadon topics apply.`;
    if (count !== partitions)
      return `Topic "${topic}" has ${count} partitions, and Celadon counts on ${partitions}: they tell which factory lies where. Make a new set of topics (CELADON_KAFKA_PREFIX, with a higher CELADON_KAFKA_EPOCH).`;
  }
  return undefined;
}

async function partitionCounts(admin: Admin, settings: KafkaSettings, shapes: readonly TopicShape[]) {
  const there = new Set(await admin.listTopics());
  const names = shapes.map(({ name }) => topicName(settings, name)).filter((name) => there.has(name));
  const { topics } = names.length === 0 ? { topics: [] } : await admin.fetchTopicMetadata({ topics: names });
  return new Map(topics.map(({ name, partitions }) => [name, partitions.length]));
}

/** Waits until every partition has a leader: what is made is known to the brokers a moment later. */
async function untilLed(admin: Admin, topics: readonly string[]): Promise<void> {
  for (let looks = 0; looks < looksAtMost; looks++) {
    const isLed = await admin.fetchTopicMetadata({ topics: [...topics] }).then(
      (found) =>
        found.topics.every(({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0)),
      (error: unknown) => {
        if (isTopicYoung(error)) return false;
        throw error;
      },
    );
    if (isLed) return;
    await sleep(lookEveryMs);
  }
  throw new Error(
    `The brokers made the topics ${topics.join(", ")}, and have no leader for them yet: try again in a while.`,
  );
}

async function differences(
  admin: Admin,
  settings: KafkaSettings,
  shapes: readonly TopicShape[],
): Promise<readonly string[]> {
  const counts = await partitionCounts(admin, settings, shapes);
  const said: string[] = [];
  for (const shape of shapes) {
    const topic = topicName(settings, shape.name);
    const count = counts.get(topic);
    if (count === undefined) {
      said.push(`Topic "${topic}" is missing: run celadon topics apply.`);
      continue;
    }
    if (count !== shape.partitions)
      said.push(
        `Topic "${topic}" has ${count} partitions instead of ${shape.partitions}: make a new set of topics, more cannot be added.`,
      );
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic }],
    });
    const found = new Map(resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]));
    for (const [name, value] of Object.entries(configOf(shape, settings))) {
      if (found.get(name) !== value)
        said.push(
          `Topic "${topic}" has ${name}=${found.get(name)} instead of ${value}: set it with the brokers' own tools.`,
        );
    }
  }
  return said;
}

const configOf = ({ cleanupPolicy, retentionMs, maxMessageBytes }: TopicShape, { minInSync }: KafkaSettings) => ({
  "cleanup.policy": cleanupPolicy,
  "retention.ms": String(retentionMs),
  "max.message.bytes": String(maxMessageBytes),
  "min.insync.replicas": String(minInSync),
  "compression.type": "producer",
  // A record's age decides when it is deleted: a publisher whose clock is wrong must not have a say in that.
  "message.timestamp.type": "LogAppendTime",
});

async function withAdmin<T>(settings: KafkaSettings, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafkaClient(settings, "celadon-topics", openLog("silent"), briefRetry).admin({ retry: briefRetry });
  try {
    await admin.connect();
    return await work(admin);
  } catch (error) {
    if (isOurs(error)) throw error;
    throw new Error(lastingFault(error, settings.brokers) ?? noBroker(settings, error), { cause: error });
  } finally {
    await admin.disconnect().catch(() => undefined); // what went wrong before says more
  }
}

export const noBroker = ({ brokers }: Pick<KafkaSettings, "brokers">, error: unknown): string =>
  `No Kafka broker answers at ${brokers.join(",")} (${error instanceof Error ? error.message : String(error)}): see that one runs there, or mend CELADON_KAFKA_BROKERS.`;
