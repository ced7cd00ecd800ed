/** Errors of the library by their `type` or `name`: its classes cannot be imported by name from a module. */
interface KafkaError extends Error {
  readonly type?: string;
  readonly retriable?: boolean;
  readonly cause?: unknown;
}

const isKafkaError = (error: unknown): error is KafkaError =>
  error instanceof Error && (error.name.startsWith("KafkaJS") || "retriable" in error);

/** The group moves on: partitions may be another member's, and what was not committed comes again. */
export const isRebalance = (error: unknown): boolean =>
  isKafkaError(error) &&
  ["REBALANCE_IN_PROGRESS", "ILLEGAL_GENERATION", "UNKNOWN_MEMBER_ID", "NOT_COORDINATOR_FOR_GROUP"].includes(
    error.type ?? "",
  );

/** A topic that has just been made is not known to every broker yet, or has no leader. */
export const isTopicYoung = (error: unknown): boolean =>
  isKafkaError(error) && ["UNKNOWN_TOPIC_OR_PARTITION", "LEADER_NOT_AVAILABLE"].includes(error.type ?? "");

/** A sentence of ours, not an error of the library's. */
export const isOurs = (error: unknown): error is Error => error instanceof Error && error.constructor === Error;

/** What no waiting mends, as a sentence with the fix; undefined for what passes by itself. */
export function lastingFault(error: unknown, brokers: readonly string[]): string | undefined {
  const all: KafkaError[] = [];
  for (let one: unknown = error; isKafkaError(one); one = one.cause) all.push(one);
  const at = brokers.join(",");
  for (const { name, type = "", message } of all) {
    if (name === "KafkaJSSASLAuthenticationError")
      return `The brokers at ${at} refuse our credentials (${message}): mend CELADON_KAFKA_USER and CELADON_KAFKA_PASSWORD.`;
    if (
      type === "TOPIC_AUTHORIZATION_FAILED" ||
      type === "GROUP_AUTHORIZATION_FAILED" ||
      type === "CLUSTER_AUTHORIZATION_FAILED"
    )
      return `The brokers at ${at} do not allow our user this (${message}): grant it, deploy/README.md says what each process needs.`;
    if (name === "KafkaJSUnsupportedMagicByteInMessageSet" || type === "UNSUPPORTED_VERSION")
      return `The brokers at ${at} speak an older protocol than Celadon (${message}): run Apache Kafka 2.8 or later.`;
  }
  return undefined;
}

/**
 * An error for callers: the same sentence every time, with a code that `waitReason` knows. Whatever it was about may or may not
 * have happened: doing it again is harmless.
 */
export const unreachable = (error: unknown): Error =>
  Object.assign(new Error(`Kafka: ${error instanceof Error ? error.message : String(error)}`, { cause: error }), {
    code: "KAFKA_UNREACHABLE",
  });

/** The queue of records that wait for the broker is full. */
export const queueFull = (): Error =>
  Object.assign(new Error("Kafka: the queue is full"), { code: "KAFKA_QUEUE_FULL" });
