/** One record as a subscriber meets it. `position` rises within its topic. */
export interface LogRecord {
  readonly key: string;
  readonly value: Uint8Array;
  readonly position: number;
}

/** Records in the order of their publication; `commit` says that all of them are done with. */
export interface LogBatch {
  readonly records: readonly LogRecord[];
  commit(): Promise<void>;
}

export type OnBatch = (batch: LogBatch) => Promise<void>;

/** How the services meet. Two adapters: in this process, and Kafka. */
export interface EventLog extends AsyncDisposable {
  /**
   * Resolves when durable (embedded `telemetry`: when its subscriber has committed it). Ordered per key. A rejection means
   * that the outcome is unknown: publish it again, keys make the repeat harmless.
   */
  publish(topic: string, key: string, value: Uint8Array): Promise<{ readonly position: number }>;
  /**
   * At least once: what was not committed comes again, to this subscriber or to the group's next one. A handler that
   * throws ends the subscription with that error. Ends without one when `signal` aborts.
   */
  subscribe(
    from: { readonly topic: string; readonly group: string; readonly maxBytes?: number },
    onBatch: OnBatch,
    signal: AbortSignal,
  ): Promise<void>;
  /** True once the group has committed everything that was published before the call; false when `signal` aborts first. */
  drained(of: { readonly topic: string; readonly group: string }, signal: AbortSignal): Promise<boolean>;
}
