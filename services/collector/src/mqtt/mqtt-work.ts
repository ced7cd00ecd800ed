import { readFileSync } from "node:fs";
import type { MeterPorts, MeterWork } from "../meters/meter-work.ts";
import { storeInTheEnd, tryToStore } from "../meters/try-to-store.ts";
import { keepBrokerLink } from "./broker-link.ts";
import type { BrokerMessage } from "./messages-in-hand.ts";
import type { MqttBroker, MqttFile } from "./mqtt-shape.ts";
import { sourcesOf, takeMessage } from "./take-message.ts";

const readFile = (path: string): string => readFileSync(path, "utf8");

/** Listens to the brokers of the file until the signal aborts. */
export const mqttWork =
  (file: MqttFile, ports: MeterPorts): MeterWork =>
  async (signal) => {
    const brokers = file.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, broker: value }]));
    await Promise.all(
      brokers.flatMap(({ name, broker }) => [
        listen(name, broker, ports, signal),
        listenNow(name, broker, ports, signal),
      ]),
    );
  };

const clientIdOf = (name: string, { clientId }: MqttBroker): string =>
  clientId === undefined ? `celadon-${name.replaceAll(" ", "-")}` : clientId;

/** Messages with a time of their own: the broker keeps them while we are away, and they are acknowledged when they are durable. */
async function listen(name: string, broker: MqttBroker, ports: MeterPorts, signal: AbortSignal): Promise<void> {
  const { door, now, notes } = ports;
  const topics = topicsOf(broker, false);
  if (topics.length === 0) return;
  const sources = sourcesOf(broker.sources, door, now, ({ time }) => time.at !== undefined);
  const take = (message: BrokerMessage) => tryToStore(takeMessage({ ...message, receivedMs: now() }, sources, ports));
  const settings = { broker, clientId: clientIdOf(name, broker), isClean: false, readFile };
  await keepBrokerLink({ settings, topics, qos: 1, take, notes }, signal);
}

/** Messages whose time is that of their arrival: none that is old, and none twice. */
async function listenNow(name: string, broker: MqttBroker, ports: MeterPorts, signal: AbortSignal): Promise<void> {
  const { door, now, notes } = ports;
  const topics = topicsOf(broker, true);
  if (topics.length === 0) return;
  const sources = sourcesOf(broker.sources, door, now, ({ time }) => time.at === undefined);
  const take = (message: BrokerMessage) => {
    const arrived = { ...message, receivedMs: now() };
    return storeInTheEnd(() => takeMessage(arrived, sources, ports), signal);
  };
  const settings = { broker, clientId: `${clientIdOf(name, broker)}-now`, isClean: true, readFile };
  await keepBrokerLink({ settings, topics, qos: 0, take, notes }, signal);
}

const topicsOf = ({ sources }: MqttBroker, isArrival: boolean): readonly string[] => [
  ...new Set(
    sources.flatMap(({ value }) =>
      value === undefined || (value.time.at === undefined) !== isArrival ? [] : [value.topic.subscription],
    ),
  ),
];
