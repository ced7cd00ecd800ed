import { topics } from "@celadon/proto";

const replayable = [topics.telemetry.name, topics.activity.name] as const;

/** The topic a record stood in, by its origin "topic:partition:offset", or, of a row of it alone, "topic:partition:offset:index"; undefined where it was no record of a topic that is replayed. */
export function originTopic(origin: string): (typeof replayable)[number] | undefined {
  const topic = /^([a-z-]+):\d+:\d+(?::\d+)?$/.exec(origin)?.[1];
  return replayable.find((one) => one === topic);
}
