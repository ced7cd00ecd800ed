import { Kafka, type KafkaConfig, type LogEntry, logLevel, type RetryOptions } from "kafkajs";
import type { Log } from "../log.ts";
import type { KafkaSettings } from "./settings.ts";

/**
 * Patient with a broker that restarts: a consumer's own default of five retries gives up too soon. A second for a connection,
 * the library's default, is short for TLS or a broker that is just starting.
 */
const patientRetry = { initialRetryTime: 200, maxRetryTime: 2_000, retries: 30 };
/** For questions that somebody waits for. A client has it as a whole: the library connects by the client's, whatever its parts say. */
export const briefRetry = { initialRetryTime: 100, maxRetryTime: 500, retries: 3 };

/** A client of the brokers, which logs into our log. */
export function kafkaClient(
  { brokers, tls, sasl }: KafkaSettings,
  clientId: string,
  notes: Log,
  retry: RetryOptions = patientRetry,
): Kafka {
  const secured = {
    ...(tls === undefined ? {} : { ssl: { ...tls, ...(tls.ca === undefined ? {} : { ca: [tls.ca] }) } }),
    ...(sasl === undefined
      ? {}
      : { sasl: { mechanism: sasl.mechanism, username: sasl.user, password: sasl.password } }),
  };
  return new Kafka({
    clientId,
    brokers: [...brokers],
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    retry,
    logCreator: () => (entry) => note(notes, entry),
    ...secured,
  } as KafkaConfig); // the mechanism decides which form `sasl` has; TypeScript does not follow that through a union
}

/** What the library tries again by itself is no error yet: whoever waits for it hears of it. */
function note(notes: Log, { namespace, level, log: { message, error, ...rest } }: LogEntry): void {
  const level_ = level === logLevel.ERROR || level === logLevel.WARN ? "info" : "debug";
  const { broker, groupId } = rest as { readonly broker?: string; readonly groupId?: string };
  notes[level_]({ kafka: namespace, broker, groupId, error }, message);
}
