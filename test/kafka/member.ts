import type { KafkaSettings, TopicShape } from "@celadon/runtime";
import { openOnStage } from "./kafka-stage.ts";

// A member of a group in a process of its own, so that it can be killed: it prints a line for what it is assigned and for each
// record, and commits nothing.

export interface MemberOrders {
  readonly settings: KafkaSettings;
  readonly shapes: readonly TopicShape[];
  readonly topic: string;
  readonly group: string;
  readonly sessionTimeoutMs: number;
}

const { settings, shapes, topic, group, sessionTimeoutMs } = JSON.parse(process.argv[2] ?? "{}") as MemberOrders;
await using log = await openOnStage(settings, shapes, { instance: "to be killed", sessionTimeoutMs });
const say = (line: object): void => console.log(JSON.stringify(line));
await log.subscribe(
  { topic, group, onAssigned: async (partitions) => say({ partitions }) },
  async ({ records }) => {
    say({ read: records.map(({ value }) => Buffer.from(value).toString("hex")) });
    await new Promise(() => undefined); // until it is killed, with work in hand
  },
  new AbortController().signal,
);
