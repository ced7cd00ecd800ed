import { setTimeout as sleep } from "node:timers/promises";
import { type Kafka, type Message, Partitioners, type Producer, type ProducerBatch } from "kafkajs";
import { bell } from "../bell.ts";
import type { Published } from "../event-log.ts";
import type { Log } from "../log.ts";
import { queueFull, unreachable } from "./fault.ts";

export interface Publisher extends AsyncDisposable {
  publish(topic: string, key: string, value: Uint8Array): Promise<Published>;
}

interface Waiting {
  readonly topic: string;
  readonly partition: number;
  readonly message: Message;
  readonly bytes: number;
  readonly untilMs: number;
  readonly done: (published: Published) => void;
  readonly failed: (error: Error) => void;
}

/** One send takes at most so much; of one partition less than the smallest message limit, since it becomes one batch there. */
const messagesPerSend = 5_000;
const bytesPerSend = 8 * 1_048_576;
const bytesPerPartition = 900_000;
/** What may wait. Beyond it publishers are refused, and come again. */
const queueMessages = 50_000;
const queueBytes = 64 * 1_048_576;
/** A record that is not durable by then has an unknown outcome, and its publisher sends it again. */
const patienceMsUsual = 10_000;
const sweepEveryMs = 250;
const pauseMs = 250;

/** Messages carry what they are written in, so that a reader of another version knows. */
const headers = (schema: number, traceparent: string | undefined) => ({
  "content-type": "application/x-protobuf",
  schema: String(schema),
  ...(traceparent === undefined ? {} : { traceparent }),
});

/**
 * Publishes with one send in flight: two that overlap could share a sequence number after a lost answer, and the broker would take
 * the second for a repeat. So callers queue, and each send takes all that wait. Order per partition is that of the calls.
 */
export function openPublisher(
  kafka: Kafka,
  {
    partitionsOf,
    schema,
    traceparent,
    notes,
    now,
    patienceMs = patienceMsUsual,
  }: {
    readonly partitionsOf: (topic: string) => number;
    readonly schema: number;
    /** The trace that a record is published in, as W3C writes it. */
    readonly traceparent: () => string | undefined;
    readonly notes: Log;
    readonly now: () => number;
    readonly patienceMs?: number;
  },
): Publisher {
  const partitioner = Partitioners.DefaultPartitioner();
  const queue: Waiting[] = [];
  const arrived = bell();
  const closing = new AbortController();
  let inHand: readonly Waiting[] = [];
  let bytesWaiting = 0;
  let producer: Producer | undefined;

  const connected = async (): Promise<Producer> => {
    if (producer !== undefined) return producer;
    const fresh = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await fresh.connect();
    producer = fresh;
    return fresh;
  };
  /** After a failed send its sequence numbers are in doubt: a new producer begins new ones. */
  const forget = async (): Promise<void> => {
    const old = producer;
    producer = undefined;
    await old?.disconnect().catch((error: unknown) => notes.debug({ err: error }, "an old producer did not end well"));
  };

  /** Each is told in time, also one that waits behind a send which hangs; that takes none back of what is being sent. */
  const expire = (): void => {
    const isLate = ({ untilMs }: Waiting): boolean => untilMs <= now();
    const late = queue.filter(isLate);
    for (const one of [...late, ...inHand.filter(isLate)]) one.failed(unreachable(new Error("not durable in time")));
    if (late.length === 0) return;
    const left = queue.filter((one) => !isLate(one));
    queue.splice(0, queue.length, ...left);
    bytesWaiting = bytesOf(left);
  };
  const sweep = setInterval(expire, sweepEveryMs);

  const take = (): readonly Waiting[] => {
    expire();
    const perPartition = new Map<string, number>();
    const taken: Waiting[] = [];
    const left: Waiting[] = [];
    let bytes = 0;
    for (const one of queue) {
      const at = `${one.topic}/${one.partition}`;
      const before = perPartition.get(at);
      const fits =
        taken.length < messagesPerSend &&
        bytes + one.bytes <= bytesPerSend &&
        (before === undefined || before + one.bytes <= bytesPerPartition);
      // One that waits holds back all behind it in its partition.
      perPartition.set(at, fits ? one.bytes + (before === undefined ? 0 : before) : Number.POSITIVE_INFINITY);
      bytes += fits ? one.bytes : 0;
      (fits ? taken : left).push(one);
    }
    queue.splice(0, queue.length, ...left);
    bytesWaiting = bytesOf(left);
    return taken;
  };

  const send = async (taken: readonly Waiting[]): Promise<void> => {
    inHand = taken;
    try {
      const answers = await (await connected()).sendBatch(batchOf(taken, patienceMs));
      const next = new Map(
        answers.map(({ topicName, partition, baseOffset, logAppendTime }) => [
          `${topicName}/${partition}`,
          { position: Number(baseOffset), appended: Number(logAppendTime) },
        ]),
      );
      for (const { topic, partition, done, failed } of taken) {
        const at = next.get(`${topic}/${partition}`);
        if (at === undefined) failed(unreachable(new Error(`the broker did not say where the record of ${topic} is`)));
        else {
          const { position, appended } = at;
          next.set(`${topic}/${partition}`, { ...at, position: position + 1 });
          done({ partition, position, ...(appended >= 0 ? { appendedMs: appended } : {}) }); // -1: the topic has its publishers' times
        }
      }
    } catch (error) {
      for (const { failed } of taken) failed(unreachable(error));
      notes.warn({ err: error, records: taken.length }, "a send to Kafka failed; whoever published sends it again");
      await forget();
      await sleep(pauseMs);
    } finally {
      inHand = [];
    }
  };

  const pump = (async () => {
    for (;;) {
      const taken = take();
      if (taken.length > 0) await send(taken);
      else if (closing.signal.aborted) break;
      else await arrived.wait(closing.signal);
    }
    await forget();
  })();

  return {
    publish: (topic, key, value) =>
      new Promise((done, failed) => {
        if (closing.signal.aborted) return failed(unreachable(new Error("this process is ending")));
        const bytes = value.length + key.length + 100;
        if (queue.length >= queueMessages || bytesWaiting + bytes > queueBytes) return failed(queueFull());
        const partitionMetadata = Array.from({ length: partitionsOf(topic) }, (_, partitionId) => ({
          ...{ partitionErrorCode: 0, partitionId, leader: 0, replicas: [], isr: [] },
        }));
        const message = {
          key,
          value: Buffer.from(value.buffer, value.byteOffset, value.length),
          headers: headers(schema, traceparent()),
        };
        const partition = partitioner({ topic, partitionMetadata, message });
        queue.push({
          topic,
          partition,
          message: { ...message, partition },
          bytes,
          untilMs: now() + patienceMs,
          done,
          failed,
        });
        bytesWaiting += bytes;
        arrived.ring();
      }),
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      // A broker that is away must not hold up the end: by then everyone has been told.
      const isOver = new AbortController();
      await Promise.race([pump, sleep(patienceMs, undefined, { signal: isOver.signal }).catch(() => undefined)]);
      isOver.abort();
      clearInterval(sweep);
    },
  };
}

const bytesOf = (records: readonly Waiting[]): number => records.reduce((sum, { bytes }) => sum + bytes, 0);

function batchOf(taken: readonly Waiting[], timeout: number): ProducerBatch {
  const byTopic = new Map<string, Message[]>();
  for (const { topic, message } of taken) {
    const messages = byTopic.get(topic) ?? [];
    messages.push(message);
    byTopic.set(topic, messages);
  }
  return {
    acks: -1,
    timeout,
    topicMessages: [...byTopic].map(([topic, messages]) => ({ topic, messages })),
  };
}
