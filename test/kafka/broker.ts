/** A Kafka broker for a test. */
export interface Broker extends AsyncDisposable {
  /** host:port. */
  readonly address: string;
  /** Ends it at once, as a power cut does. */
  readonly kill: () => Promise<void>;
  /** Starts it again on what it had stored, and resolves when it answers. */
  readonly restart: () => Promise<void>;
}
