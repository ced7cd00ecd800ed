import type { MqttClient } from "mqtt";
import { type BrokerPlace, brokerClient } from "./broker-client.ts";
import type { Device, Stage } from "./device.ts";
import { deviceMessage, isOfSource, type MqttSource } from "./device-message.ts";

export interface PublisherPlace {
  readonly source: string;
  readonly entry: MqttSource;
  readonly broker: BrokerPlace;
}

/** Messages under way at once. */
const underWayMost = 100;

/** A device that publishes each reading with QoS 1, until the broker has it. */
export function mqttPublisher({ source, entry, broker }: PublisherPlace, stage: Stage): Device {
  let opening: Promise<MqttClient> | undefined;
  const opened = (): Promise<MqttClient> => {
    opening ??= brokerClient(source, broker, stage);
    return opening;
  };
  return {
    speaksFor: (channel) => isOfSource(entry, channel),
    send: async (readings) => {
      const client = await opened();
      const queue = readings.filter(({ isKept }) => !isKept).values();
      const lane = async (): Promise<void> => {
        for (const reading of queue) {
          const { topic, payload } = deviceMessage(entry, reading);
          await client.publishAsync(topic, payload, { qos: 1 });
          if (reading.isDoubled) await client.publishAsync(topic, payload, { qos: 1 });
        }
      };
      await Promise.all(Array.from({ length: underWayMost }, lane));
    },
    finished: async () => undefined,
    [Symbol.asyncDispose]: async () => {
      if (opening !== undefined) await (await opening).endAsync();
    },
  };
}
