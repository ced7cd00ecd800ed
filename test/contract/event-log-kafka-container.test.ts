import { afterAll, beforeAll } from "vitest";
import type { Broker } from "../kafka/broker.ts";
import { openKafkaContainer } from "../kafka/kafka-container.ts";
import { openStage } from "../kafka/kafka-stage.ts";
import { eventLogContract } from "./event-log.suite.ts";
import { brokerContract } from "./event-log-broker.suite.ts";
import { outageContract } from "./event-log-outage.suite.ts";

let broker: Broker;
beforeAll(async () => {
  broker = await openKafkaContainer();
}, 120_000);
afterAll(() => broker?.[Symbol.asyncDispose]());

const stageOf = () => openStage(broker.address, { lasting: false });
eventLogContract("Kafka, container", stageOf, { keeps: true });
brokerContract("Kafka, container", stageOf);
outageContract("Kafka, container", () => broker);
