import type { MetersFile } from "@celadon/collector/meters-file";
import { connectAsync, type IClientOptions, type MqttClient } from "mqtt";
import { failed } from "../ending.ts";
import type { Stage } from "./device.ts";

type Broker = NonNullable<NonNullable<MetersFile["sparkplug"]>[number]["value"]>;
export type BrokerPlace = Omit<Broker, "nodes" | "primaryHost">;

/** A client of the broker that the collector listens to, under another id. Certificates and passwords are those of the file. */
export async function brokerClient(
  name: string,
  broker: BrokerPlace,
  { readSecret }: Stage,
  will?: NonNullable<IClientOptions["will"]>,
): Promise<MqttClient> {
  const { url, user, passwordFile, caFile, certFile, keyFile, version } = broker;
  const password = passwordFile === undefined ? broker.password : readSecret(passwordFile).replace(/\r?\n$/, "");
  const options: IClientOptions = {
    clientId: `celadon-simulate-${name.replaceAll(/[^A-Za-z0-9]/g, "-")}`,
    protocolVersion: version === "5" ? 5 : 4,
    reconnectPeriod: 1_000,
    ...(user !== undefined && { username: user }),
    ...(password !== undefined && { password }),
    ...(caFile !== undefined && { ca: readSecret(caFile) }),
    ...(certFile !== undefined && { cert: readSecret(certFile) }),
    ...(keyFile !== undefined && { key: readSecret(keyFile) }),
    ...(will !== undefined && { will }),
  };
  try {
    return await connectAsync(url, options, false);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw failed(`The broker at ${url} does not take us (${why}): start it, and see that the meters file is right.`);
  }
}
