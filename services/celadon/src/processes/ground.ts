import type { FactorRelease } from "@celadon/factors";
import type { EventLog, Log, Metrics, Patience, Routes, Rpc, Store, Tracing } from "@celadon/runtime";
import type { Config } from "../config.ts";

/** What every part of Celadon stands on. */
export interface Ground {
  readonly config: Config;
  readonly store: Store;
  readonly log: EventLog;
  /** Store and log for work that nobody may drop: it waits for what passes by itself. */
  readonly patient: { readonly store: Store; readonly log: EventLog };
  /** The log for those who ask from outside: they are told within seconds when it is stalled. */
  readonly prompt: EventLog;
  readonly patience: Patience;
  readonly release: FactorRelease;
  readonly notes: Log;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly now: () => number;
  /** Whether others work on the same store and log: then nothing that can change there is kept beside it. */
  readonly isShared: boolean;
}

/** What one part brings: work that goes on until the process stops, and interfaces. */
export interface Part {
  readonly run: readonly ((signal: AbortSignal) => Promise<void>)[];
  readonly routes: readonly Routes[];
  readonly rpcs: readonly Rpc[];
  /** Throws a refusal while it cannot do its work: then it is not ready. */
  readonly refuseWhenUnfit?: () => void;
}

/** A batch over gRPC is answered within this time, or its sender sends it again. */
export const answerMsMax = 4_000;
