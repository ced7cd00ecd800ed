import type { InstantMs } from "@celadon/quantity";
import type { MeterReading } from "../meter-reading.ts";
import type { MetricBook, MetricUses } from "./metric-book.ts";
import type { NodeReason } from "./node-reasons.ts";
import { noAsks, type RebirthAsks } from "./rebirth-asks.ts";
import type { SparkplugType } from "./sparkplug-topic.ts";

/** A message of one edge node. */
export interface NodeMessage {
  readonly type: SparkplugType;
  readonly device: string | undefined;
  readonly bytes: Uint8Array;
  readonly receivedMs: InstantMs;
}

/** What is known of an edge node. A message makes another one of it; nothing here is changed. */
export interface EdgeNode {
  /** The first part of its channels. */
  readonly source: string;
  readonly uses: MetricUses;
  /** `doubtful`: something of it is missing, so what its aliases mean now is not known until it is born again. */
  readonly life: "unborn" | "alive" | "doubtful" | "dead";
  /** Pairs a birth with the death that ends it. */
  readonly bdSeq: number | undefined;
  /** Of its last message. */
  readonly seq: number;
  readonly own: MetricBook | undefined;
  readonly devices: ReadonlyMap<string, MetricBook>;
  /** What devices were born as before the last birth of the node, for what waits of them. */
  readonly former: ReadonlyMap<string, MetricBook>;
  /** Messages that cannot be decoded yet, the oldest first. */
  readonly kept: readonly NodeMessage[];
  readonly asks: RebirthAsks;
}

/** Bytes that hold no reading, and why. */
export interface RefusedPart {
  readonly reason: NodeReason;
  readonly evidence: string;
  readonly content: Uint8Array;
}

/** What became of a message. */
export interface NodeOutcome {
  readonly readings: readonly MeterReading[];
  readonly refused: readonly RefusedPart[];
  /** Metrics that are no readings without being wrong: text, booleans, null, stale. */
  readonly ignored: number;
  /** The node is to be asked for its births. */
  readonly asksRebirth: boolean;
  /** A sentence about what happened to the node. */
  readonly note?: string;
}

export interface NodeStep {
  readonly node: EdgeNode;
  readonly outcome: NodeOutcome;
}

/** `uses`: the metrics that are read. */
export const unbornNode = (source: string, uses?: MetricUses): EdgeNode => ({
  source,
  uses,
  life: "unborn",
  bdSeq: undefined,
  seq: 0,
  own: undefined,
  devices: new Map(),
  former: new Map(),
  kept: [],
  asks: noAsks,
});
