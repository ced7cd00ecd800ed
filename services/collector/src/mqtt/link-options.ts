import type { IClientOptions } from "mqtt";
import type { BrokerEntry } from "./broker-shape.ts";

export interface LinkSettings {
  readonly broker: BrokerEntry;
  readonly clientId: string;
  /** Whether the broker forgets us while we are away, or keeps what comes. */
  readonly isClean: boolean;
  readonly readFile: (path: string) => string;
}

const sessionSeconds = 7 * 86_400;
/** Nothing that is read is longer; MQTT 3.1.1 cannot tell a broker so. */
const packetBytesMax = 2 * 1_048_576;

export const inFlightOf = ({ inFlight }: BrokerEntry): number => (inFlight === undefined ? 2_000 : inFlight);

/** What the library is told. A file that is missing stops the start, with its name. */
export function linkOptions({ broker, clientId, isClean, readFile }: LinkSettings): IClientOptions {
  const { user, passwordFile, caFile, certFile, keyFile } = broker;
  const password = passwordFile === undefined ? broker.password : readFile(passwordFile).replace(/\r?\n$/, "");
  const isFive = broker.version === "5";
  return {
    clientId,
    clean: isClean,
    protocolVersion: isFive ? 5 : 4,
    keepalive: broker.keepAliveSeconds === undefined ? 60 : broker.keepAliveSeconds,
    reconnectPeriod: backOff.leastMs,
    connectTimeout: 10_000,
    reconnectOnConnackError: true, // a password may be set right at the broker
    resubscribe: false, // done here, as a session may be of an older file
    ...(isFive && {
      properties: {
        receiveMaximum: inFlightOf(broker),
        maximumPacketSize: packetBytesMax,
        ...(!isClean && { sessionExpiryInterval: sessionSeconds }),
      },
    }),
    ...(user !== undefined && { username: user }),
    ...(password !== undefined && { password }),
    ...(caFile !== undefined && { ca: readFile(caFile) }),
    ...(certFile !== undefined && { cert: readFile(certFile) }),
    ...(keyFile !== undefined && { key: readFile(keyFile) }),
  };
}

export const backOff = { leastMs: 1_000, mostMs: 60_000 } as const;

/** How long to wait for the next connection after one that waited so long and led to nothing. */
export const laterMs = (periodMs: number | undefined): number =>
  Math.min(backOff.mostMs, 2 * (periodMs === undefined ? backOff.leastMs : periodMs));
