import type { OnBatch } from "./event-log.ts";

/** One topic of the embedded log. */
export interface Topic {
  publish(key: string, value: Uint8Array): Promise<{ readonly position: number }>;
  subscribe(group: string, maxBytes: number, onBatch: OnBatch, signal: AbortSignal): Promise<void>;
  drained(group: string, signal: AbortSignal): Promise<boolean>;
  close(): void;
}
