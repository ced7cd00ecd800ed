/** How to reach the brokers. */
export interface KafkaSettings {
  /** host:port each. */
  readonly brokers: readonly string[];
  /** Begins the name of every topic and group. */
  readonly prefix: string;
  /** PEM each; undefined: no TLS. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string } | undefined;
  readonly sasl:
    | {
        readonly mechanism: "plain" | "scram-sha-256" | "scram-sha-512";
        readonly user: string;
        readonly password: string;
      }
    | undefined;
  /** Copies of each partition, and how many must have a record before it is acknowledged; for topics that are made. */
  readonly replicas: number;
  readonly minInSync: number;
}

/** A topic as it must be. */
export interface TopicShape {
  readonly name: string;
  readonly partitions: number;
  readonly cleanupPolicy: "delete";
  readonly retentionMs: number;
  readonly maxMessageBytes: number;
}
