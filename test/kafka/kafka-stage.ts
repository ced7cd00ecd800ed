import { randomUUID } from "node:crypto";
import {
  type KafkaEventLog,
  type KafkaSettings,
  type Log,
  openKafkaEventLog,
  openLog,
  type TopicShape,
  topicsApply,
} from "@celadon/runtime";
import { Kafka, logLevel } from "kafkajs";

/** What a process of a test wishes for itself. */
export interface StageWishes {
  readonly instance?: string;
  readonly configuration?: string;
  readonly schema?: number;
  readonly sessionTimeoutMs?: number;
  readonly rebalanceTimeoutMs?: number;
  readonly patienceMs?: number;
  /** Where it says what it does; else nowhere. */
  readonly notes?: Log;
}

/** A topic of its own on some brokers, and the processes that share it. */
export interface KafkaStage extends AsyncDisposable {
  readonly topic: string;
  readonly settings: KafkaSettings;
  readonly shapes: readonly TopicShape[];
  /** A process that joins. */
  open(wishes?: StageWishes): Promise<KafkaEventLog>;
}

const settingsOf = (brokers: string): KafkaSettings => ({
  brokers: brokers.split(","),
  prefix: `celadon-test-${randomUUID()}-`, // two runs never meet
  tls: undefined,
  sasl: undefined,
  replicas: 1,
  minInSync: 1,
});

/** Joins the topic that the settings name. */
export const openOnStage = (
  settings: KafkaSettings,
  shapes: readonly TopicShape[],
  {
    instance = randomUUID(),
    configuration = "as usual",
    schema = 1,
    notes = openLog("silent"),
    ...times
  }: StageWishes = {},
): Promise<KafkaEventLog> =>
  openKafkaEventLog(settings, shapes, {
    ...{ instance, configuration, schema, notes, now: Date.now },
    ...times,
  });

/** Makes a topic. `lasting`: the brokers outlive the test, so the topic and its groups are taken away at the end. */
export async function openStage(brokers: string, { lasting }: { readonly lasting: boolean }): Promise<KafkaStage> {
  const settings = settingsOf(brokers);
  const topic = "kept";
  const shapes: readonly TopicShape[] = [
    { name: topic, partitions: 4, cleanupPolicy: "delete", retentionMs: 3_600_000, maxMessageBytes: 4 * 1_048_576 },
  ];
  await topicsApply(settings, shapes);
  return {
    ...{ topic, settings, shapes },
    open: (wishes) => openOnStage(settings, shapes, wishes),
    [Symbol.asyncDispose]: async () => {
      if (lasting) await takeAway(settings);
    },
  };
}

async function takeAway({ brokers, prefix }: KafkaSettings): Promise<void> {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const isOurs = (name: string): boolean => name.startsWith(prefix);
    const groups = (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter(isOurs);
    if (groups.length > 0) await admin.deleteGroups(groups);
    await admin.deleteTopics({ topics: (await admin.listTopics()).filter(isOurs) });
  } finally {
    await admin.disconnect();
  }
}
