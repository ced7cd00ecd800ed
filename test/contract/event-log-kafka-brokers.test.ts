import { test } from "vitest";
import { openStage } from "../kafka/kafka-stage.ts";
import { eventLogContract } from "./event-log.suite.ts";
import { brokerContract } from "./event-log-broker.suite.ts";

const brokers = process.env["KAFKA_BROKERS"];
if (brokers !== undefined) {
  const stageOf = () => openStage(brokers, { lasting: true });
  eventLogContract("Kafka, brokers of yours", stageOf, { keeps: true });
  brokerContract("Kafka, brokers of yours", stageOf);
} else {
  test("Kafka, brokers of yours", (context) => {
    context.skip("KAFKA_BROKERS is not set. Not proven: the log on brokers of yours. Set it to host:9092,host:9092.");
  });
}
