import { setImmediate as turn } from "node:timers/promises";
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from "kafkajs";
import type { LogRecord, OnBatch, Subscription } from "../event-log.ts";
import type { Log } from "../log.ts";
import type { Meter } from "../metrics.ts";
import type { Postmark } from "../postmark.ts";
import { assignerOf, refusalIn } from "./assigner.ts";
import { isRebalance, unreachable } from "./fault.ts";

export interface SubscriberPorts {
  readonly kafka: Kafka;
  readonly instance: string;
  /** Everything in which members of one group must not differ. */
  readonly configuration: string;
  readonly startedMs: number;
  /** After so long without a heartbeat a member is taken for dead; heartbeats go out while a handler works, too. */
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly notes: Log;
  readonly meter: Meter;
}

const pulseMs = 1_000;
/** As many partitions as a topic of ours has. */
const togetherMax = 24;
const noBytes = new Uint8Array();

/**
 * Follows one topic in a group: each batch is handed over, and its offset committed, explicitly, when the handler says so.
 *
 * The library sends no heartbeat by itself, so a pulse does while the handler works. After a rebalance it still hands over what
 * it has fetched: that is dropped, as it comes again to whoever has the partition now. A commit that the group refuses because it has
 * moved on is no fault: the work comes again, and repeating it is harmless. It must not be refused silently by a handler that throws,
 * so a handler's error ends the subscription.
 */
export async function follow(
  { topic, group, maxBytes = 4 * 1_048_576, onAssigned, fromNow = false, together = false }: Subscription,
  onBatch: OnBatch,
  signal: AbortSignal,
  { kafka, instance, configuration, startedMs, sessionTimeoutMs, rebalanceTimeoutMs, notes, meter }: SubscriberPorts,
): Promise<void> {
  if (signal.aborted) return;
  const consumer = kafka.consumer({
    groupId: group,
    partitionAssigners: [assignerOf({ instance, configuration, startedMs })],
    sessionTimeout: sessionTimeoutMs,
    heartbeatInterval: Math.min(3_000, Math.floor(sessionTimeoutMs / 3)),
    rebalanceTimeout: rebalanceTimeoutMs,
    maxBytesPerPartition: maxBytes,
    maxBytes: 4 * maxBytes,
    minBytes: 1,
    maxWaitTimeInMs: 500,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries: 30 },
  });
  let end: (failure?: unknown) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    end = (failure) => (failure === undefined ? resolve() : reject(failure));
  });
  ended.catch(() => undefined); // awaited below, perhaps later than it comes
  let isOver = false;
  const finish = (failure?: unknown): void => {
    isOver = true;
    end(failure);
  };
  signal.addEventListener("abort", () => finish(), { once: true });

  /** Set: the group has moved on, and the rest of this fetch is not ours. */
  let lost: unknown;
  /**
   * Makes the library join the group again, which it does when it is told of the loss, and not when only we know: a heartbeat that
   * is answered after its batch has ended tells nobody else. Told with every batch until it has joined: where the coordinator is
   * still loading, as after its broker came back, the library gives that up and goes on as the member it was, whose heartbeats are
   * taken. Told once, all that it hands over from then on would be dropped for good.
   */
  const tell = (): void => {
    if (lost !== undefined) throw lost;
  };
  /**
   * What `onAssigned` does for the partitions joined last, behind what it did for those before. It begins with the assignment: what
   * another member left unfinished must not wait until somebody publishes.
   */
  let prepared: Promise<void> = Promise.resolve();
  const note = (error: unknown): void => {
    if (isRebalance(error)) lost ??= error;
  };
  const refused = (error: unknown): void => {
    note(error);
    meter.count("celadon_refused_commits_total", { group });
  };
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    lost = undefined;
    const partitions = payload.memberAssignment[topic] ?? [];
    notes.info({ topic, group, partitions }, "partitions assigned");
    meter.count("celadon_rebalances_total", { group });
    if (partitions.length === 0) return;
    prepared = prepared.then(() => (isOver ? undefined : onAssigned?.(partitions)));
    prepared.catch(finish);
  });
  consumer.on(consumer.events.RECEIVED_UNSUBSCRIBED_TOPICS, ({ payload }) => {
    const theirs = refusalIn(payload.assignedTopics);
    if (theirs !== undefined) finish(unlikeGroup(group, configuration, theirs));
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    if (!payload.restart) finish(payload.error);
  });

  const handAll = async (payloads: readonly EachBatchPayload[]): Promise<void> => {
    await onBatch({
      records: payloads.flatMap(({ batch }) => batch.messages.map((one) => recordOf(batch.partition, one))),
      commit: () => commit(payloads, refused),
    });
  };
  const hand = together ? gathered(handAll) : (payload: EachBatchPayload) => handAll([payload]);

  const work = async (payload: EachBatchPayload): Promise<void> => {
    const { batch, isRunning, isStale, resolveOffset } = payload;
    if (isOver) return;
    tell();
    if (!isRunning() || isStale()) return;
    const pulse = setInterval(() => void payload.heartbeat().catch(note), pulseMs);
    try {
      await prepared;
      if (isOver) return;
      if (lost === undefined) {
        await hand(payload);
        resolveOffset(batch.lastOffset());
      }
    } catch (error) {
      finish(error);
      return;
    } finally {
      clearInterval(pulse);
    }
    tell();
  };

  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: !fromNow });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: together ? togetherMax : 1,
      eachBatch: work,
    });
    await ended;
  } catch (error) {
    throw isOver ? error : unreachable(error);
  } finally {
    await leave(consumer, notes);
    await prepared.catch(() => undefined); // said above
  }
}

/** Waits for the batch in hand, then leaves the group, so that its partitions move at once. */
async function leave(consumer: Consumer, notes: Log): Promise<void> {
  await consumer
    .disconnect()
    .catch((error: unknown) => notes.info({ err: error }, "a consumer did not leave its group well"));
}

/**
 * Collects what is brought while the work before it is done, and does all of it at once. Whoever brought something waits for the end
 * of its work, and has the error when that fails.
 */
function gathered<Item>(workOn: (items: readonly Item[]) => Promise<void>): (item: Item) => Promise<void> {
  let waiting: Item[] = [];
  let next: Promise<void> | undefined;
  let before: Promise<void> = Promise.resolve();
  return (item) => {
    waiting.push(item);
    next ??= before
      .catch(() => undefined) // whoever brought that has the error
      .then(() => turn()) // a fetch brings several partitions, one right after the other
      .then(() => {
        const items = waiting;
        waiting = [];
        before = next ?? before;
        next = undefined;
        return workOn(items);
      });
    return next;
  };
}

/** The offsets behind the batches, control records included. Refused by a group that has moved on, they are left undone. */
async function commit(payloads: readonly EachBatchPayload[], refused: (error: unknown) => void): Promise<void> {
  const [first] = payloads;
  if (first === undefined) return;
  const partitions = payloads.map(({ batch }) => ({
    partition: batch.partition,
    offset: String(BigInt(batch.lastOffset()) + 1n),
  }));
  try {
    await first.commitOffsetsIfNecessary({ topics: [{ topic: first.batch.topic, partitions }] });
  } catch (error) {
    if (!isRebalance(error)) throw unreachable(error);
    refused(error);
  }
}

function recordOf(partition: number, { key, value, offset, headers, timestamp }: KafkaMessage): LogRecord & Postmark {
  const schema = Number(headers?.["schema"]?.toString());
  return {
    key: key?.toString("utf8") ?? "",
    value: value ?? noBytes, // a tombstone is an empty record, which no reader takes for a message
    partition,
    position: Number(offset),
    ...(Number.isInteger(schema) ? { schema } : {}),
    publishedMs: Number(timestamp),
    traceparent: headers?.["traceparent"]?.toString(),
  };
}

const unlikeGroup = (group: string, ours: string, theirs: string): Error =>
  new Error(
    `The group "${group}" runs with another configuration (${theirs}) than this process (${ours}): give all its members the same settings, then start this one again.`,
  );
