import { topics } from "@celadon/proto";
import { Kafka, logLevel } from "kafkajs";

const ways = [
  { group: "ledger", topic: topics.telemetry.name },
  { group: "footprinter", topic: topics.activity.name },
  { group: "benchmark", topic: topics.footprint.name },
  { group: "dead-letters", topic: topics.deadLetter.name },
];

/** Every partition in which a group is behind, as a text. */
export async function lags(brokers: string): Promise<readonly string[]> {
  const admin = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const behind: string[] = [];
    for (const { group, topic } of ways) {
      const [found] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
      const done = new Map(found?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) {
        const lag = Number(high) - Math.max(done.get(partition) ?? -1, Number(low));
        if (lag > 0) behind.push(`${group} by ${lag} in ${topic}/${partition}`);
      }
    }
    return behind;
  } finally {
    await admin.disconnect();
  }
}
