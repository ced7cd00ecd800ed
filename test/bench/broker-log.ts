import { contractVersion, topics } from "@celadon/proto";
import { type KafkaEventLog, openKafkaEventLog, openLog, topicsApply } from "@celadon/runtime";

/** A way of the bench's own into the log of a broker; the topics are made where they are missing. */
export async function openBrokerLog(address: string): Promise<KafkaEventLog> {
  const settings = {
    brokers: [address],
    prefix: "",
    tls: undefined,
    sasl: undefined,
    replicas: 1,
    minInSync: 1,
  };
  await topicsApply(settings, Object.values(topics));
  return openKafkaEventLog(settings, Object.values(topics), {
    ...{ instance: "bench", configuration: "bench", schema: contractVersion, notes: openLog("error"), now: Date.now },
  });
}
