import { ActivityEvent } from "../gen/celadon/activity/v1/activity.ts";
import { FootprintEvent } from "../gen/celadon/footprint/v1/footprint.ts";
import { ClockMark, DeadLetter, type MessageFns, TelemetryRecord } from "../gen/celadon/telemetry/v1/telemetry.ts";

/**
 * The version of the contracts that records are written in, in a header of each. Raised with a change that an older reader would
 * misunderstand, as opposed to not see: it then puts such records aside instead of reading them.
 */
export const contractVersion = 1;

/** One topic of the event log: who writes what into it, and how long it stays. */
export interface Topic<Message> {
  readonly name: string;
  /** What the key of a record is: one key, one partition, one order. */
  readonly key: "factory" | "factory of the origin" | "instance";
  /** For good: adding some later moves keys, and growing means a new topic and a higher epoch. */
  readonly partitions: 24;
  /** `delete` everywhere: compaction would keep one record per factory and call the others old. */
  readonly cleanupPolicy: "delete";
  readonly retentionMs: number;
  readonly maxMessageBytes: number;
  /** Full name of the message in proto/celadon. */
  readonly messageType: string;
  readonly message: MessageFns<Message>;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const mebibyte = 1_048_576;

/** Every topic there is. Nothing else is ever published, and topics are created from this table only. */
export const topics = {
  /** Batches of readings, plant models, declarations and rebuilds of a factory in one order. */
  telemetry: {
    name: "telemetry",
    key: "factory",
    partitions: 24,
    cleanupPolicy: "delete",
    retentionMs: 7 * dayMs, // the replay window: longer than the longest outage of the store one accepts
    maxMessageBytes: 2 * mebibyte, // a plant model may have 1 MiB; batches stay below `readingLimits.bytesPerMessage`
    messageType: "celadon.telemetry.v1.TelemetryRecord",
    message: TelemetryRecord,
  },
  /** Which windows may have changed. An event: the windows themselves are in the store. */
  activity: {
    name: "activity",
    key: "factory",
    partitions: 24,
    cleanupPolicy: "delete",
    retentionMs: 7 * dayMs,
    maxMessageBytes: mebibyte,
    messageType: "celadon.activity.v1.ActivityEvent",
    message: ActivityEvent,
  },
  /** New footprints. An event: the truth is in the store, and saying one twice changes nothing. */
  footprint: {
    name: "footprint",
    key: "factory",
    partitions: 24,
    cleanupPolicy: "delete",
    retentionMs: 7 * dayMs,
    maxMessageBytes: 4 * mebibyte, // a footprint carries its inventory
    messageType: "celadon.footprint.v1.FootprintEvent",
    message: FootprintEvent,
  },
  /** What could not be taken. People read it, so it stays longer; it holds a record's bytes and the reason on top of them. */
  deadLetter: {
    name: "dead-letter",
    key: "factory of the origin",
    partitions: 24,
    cleanupPolicy: "delete",
    retentionMs: 30 * dayMs,
    maxMessageBytes: 4 * mebibyte,
    messageType: "celadon.telemetry.v1.DeadLetter",
    message: DeadLetter,
  },
  /** Nobody reads it: what counts is the time that the brokers give a record, with which its writer compares its own. */
  clock: {
    name: "clock",
    key: "instance",
    partitions: 24,
    cleanupPolicy: "delete",
    retentionMs: hourMs,
    maxMessageBytes: 64 * 1_024,
    messageType: "celadon.telemetry.v1.ClockMark",
    message: ClockMark,
  },
} as const satisfies Record<string, Topic<unknown>>;
