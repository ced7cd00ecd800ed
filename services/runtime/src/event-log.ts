/** Where a record stands: a partition of its topic, and a position that rises within it. */
export interface Place {
  readonly partition: number;
  readonly position: number;
}

/** Where a record was put. */
export interface Published extends Place {
  /** When, by the clock of the brokers; undefined: the log has no clock but this process's. */
  readonly appendedMs?: number;
}

/** One record as a subscriber meets it. */
export interface LogRecord extends Place {
  readonly key: string;
  readonly value: Uint8Array;
  /** The version of the contracts that its writer knew; absent: this process's own. A higher one may hold what we cannot read. */
  readonly schema?: number;
}

/**
 * Records of one partition in the order of their publication, or, asked for together, of several, each in its order; `commit` says
 * that all of them are done with.
 */
export interface LogBatch {
  readonly records: readonly LogRecord[];
  commit(): Promise<void>;
}

export type OnBatch = (batch: LogBatch) => Promise<void>;

/** What a subscriber follows, and how. */
export interface Subscription {
  readonly topic: string;
  readonly group: string;
  readonly maxBytes?: number;
  /** Awaited before the first batch after these partitions became this subscriber's; others may have worked on them until then. */
  readonly onAssigned?: (partitions: readonly number[]) => Promise<void>;
  /** Begins with what is published from now on, for a group of one that needs no past. Usually: with what is not committed. */
  readonly fromNow?: boolean;
  /** Hands over what has come of all partitions as one batch, for work that costs as much for many records as for one. */
  readonly together?: boolean;
}

interface Followed {
  readonly topic: string;
  readonly group: string;
}

/** How the services meet. Two adapters: in this process, and Kafka. */
export interface EventLog extends AsyncDisposable {
  /**
   * Resolves when durable (embedded `telemetry`: when its subscriber has committed it). Ordered per key. A rejection means
   * that the outcome is unknown: publish it again, keys make the repeat harmless.
   */
  publish(topic: string, key: string, value: Uint8Array): Promise<Published>;
  /**
   * At least once: what was not committed comes again, to this subscriber or to the group's next one. A handler that
   * throws ends the subscription with that error. Ends without one when `signal` aborts.
   */
  subscribe(subscription: Subscription, onBatch: OnBatch, signal: AbortSignal): Promise<void>;
  /** True once the group has committed everything that was published before the call; false when `signal` aborts first. */
  drained(of: Followed, signal: AbortSignal): Promise<boolean>;
  /** True once the group has committed the record at this place; false when `signal` aborts first. */
  reached(of: Followed, place: Place, signal: AbortSignal): Promise<boolean>;
}
