import { ClockMark, topics } from "@celadon/proto";
import type { EventLog } from "@celadon/runtime";

/** What the brokers' clock shows, told by the time they give to a record. Throws a sentence where they do not. */
export async function brokerTime(log: EventLog, instance: string, nowMs: number): Promise<number> {
  const mark = ClockMark.encode({ instance, writtenMs: BigInt(nowMs) }).finish();
  const { appendedMs } = await log.publish(topics.clock.name, instance, mark);
  if (appendedMs !== undefined) return appendedMs;
  throw new Error(
    `Topic "${topics.clock.name}" keeps the times of its publishers, so no clock can be compared with the brokers': set message.timestamp.type=LogAppendTime with their own tools (kafka-configs); celadon topics check says what else is unlike.`,
  );
}
