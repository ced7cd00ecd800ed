import type { KafkaSettings } from "@celadon/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSecuredKafka, type SecuredBroker } from "../kafka/kafka-jars.ts";
import { openOnStage, openStage } from "../kafka/kafka-stage.ts";
import { eventLogContract } from "./event-log.suite.ts";
import { brokerContract } from "./event-log-broker.suite.ts";
import { outageContract } from "./event-log-outage.suite.ts";
import { take } from "./reading.ts";

let broker: SecuredBroker;
beforeAll(async () => {
  broker = await openSecuredKafka();
}, 120_000);
afterAll(() => broker?.[Symbol.asyncDispose]());

const stageOf = () => openStage(broker.address, { lasting: false });
eventLogContract("Kafka, jars", stageOf, { keeps: true });
brokerContract("Kafka, jars", stageOf);
/** The stage's topic by the listener that asks for a user. */
async function lockedStage() {
  const stage = await stageOf();
  const { address, ca, user, password } = broker.secured;
  const settings = {
    ...{ ...stage.settings, brokers: [address], tls: { ca } },
    sasl: { mechanism: "plain", user, password },
  } as const satisfies KafkaSettings;
  return {
    ...stage,
    settings,
    openAs: (more: Partial<KafkaSettings>) => openOnStage({ ...settings, ...more }, stage.shapes),
  };
}

test.each(["plain", "scram-sha-256", "scram-sha-512"] as const)(
  "Kafka, jars: a user comes in over TLS by %s",
  { timeout: 60_000 },
  async (mechanism) => {
    const { topic, settings, openAs } = await lockedStage();
    await using log = await openAs({ sasl: { ...settings.sasl, mechanism } });
    await log.publish(topic, "mill", Uint8Array.of(7));
    expect((await take({ log, topic }, 1)).map(({ value }) => [...value])).toEqual([[7]]);
  },
);

test("Kafka, jars: wrong credentials and an unknown authority are said at the start, with the fix", {
  timeout: 60_000,
}, async () => {
  const { settings, openAs } = await lockedStage();
  await expect(openAs({ sasl: { ...settings.sasl, password: "guessed" } })).rejects.toThrow(
    /^The brokers at 127\.0\.0\.1:\d+ refuse our credentials \(.+\): mend CELADON_KAFKA_USER and CELADON_KAFKA_PASSWORD\.$/,
  );
  await expect(openAs({ tls: {} })).rejects.toThrow(/certificate/);
});

outageContract("Kafka, jars", () => broker);
