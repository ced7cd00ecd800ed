import type { OnBatch, Place } from "./event-log.ts";

/** One topic of the embedded log: one partition. */
export interface Topic {
  publish(key: string, value: Uint8Array): Promise<Place>;
  subscribe(group: string, maxBytes: number, onBatch: OnBatch, signal: AbortSignal): Promise<void>;
  drained(group: string, signal: AbortSignal): Promise<boolean>;
  close(): void;
}

/** The one partition of an embedded topic. */
export const onlyPartition = 0;
