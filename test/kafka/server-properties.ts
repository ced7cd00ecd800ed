import { freePorts } from "./free-ports.ts";
import type { Secured } from "./secured.ts";

export interface ServerProperties {
  /** host:port. */
  readonly address: string;
  /** The text of server.properties. */
  readonly text: string;
}

/** Any 16 bytes will do: no two brokers of a test meet. */
export const clusterId = Buffer.from("celadon in tests").toString("base64url");

/** A broker of one node on free ports of this machine, its records in `folder`. */
export async function serverProperties(
  folder: string,
  more: Readonly<Record<string, string>> = {},
  secured?: Secured,
): Promise<ServerProperties> {
  const [port, controller] = await freePorts(2);
  const address = `127.0.0.1:${port}`;
  const open = `PLAINTEXT://${address}${secured === undefined ? "" : `,SASL_SSL://${secured.address}`}`;
  const all: Readonly<Record<string, string>> = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.quorum.voters": `1@127.0.0.1:${controller}`,
    listeners: `${open},CONTROLLER://127.0.0.1:${controller}`,
    "advertised.listeners": open,
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT",
    "log.dirs": folder,
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "group.initial.rebalance.delay.ms": "0",
    "group.min.session.timeout.ms": "1000",
    // After a kill a broker is let in again when its old session is over: 9 s, unless said.
    "broker.session.timeout.ms": "2000",
    "broker.heartbeat.interval.ms": "500",
    "auto.create.topics.enable": "false",
    ...secured?.properties,
    ...more,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}=${value}\n`);
  return { address, text: lines.join("") };
}
