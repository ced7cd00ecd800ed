import { ActivityEvent, topics } from "@celadon/proto";
import type { LogRecord } from "@celadon/runtime";
import { faultOfModel } from "../read-model.ts";
import { sortRecords } from "../sort-records.ts";

/** What this version says to the bytes of a dead letter. */
export interface DecodedToday {
  readonly isReadable: boolean;
  /** A sentence: what they hold, or why they still cannot be taken. */
  readonly says: string;
  /** The factory the bytes speak of, where they can be read. */
  readonly factory?: string;
}

type Bytes = Pick<LogRecord, "key" | "value"> & { readonly schema: number };

/** Reads the bytes as the readers of their topic would, today. */
export function decodedToday(topic: string | undefined, { key, value, schema }: Bytes): DecodedToday {
  switch (topic) {
    case topics.telemetry.name:
      return telemetryToday({ key, value, partition: 0, position: 0, ...(schema === 0 ? {} : { schema }) });
    case topics.activity.name:
      return activityToday(value);
    default:
      return { isReadable: false, says: "The bytes stood in no topic that is read by records." };
  }
}

function telemetryToday(record: LogRecord): DecodedToday {
  const sorted = sortRecords([record], faultOfModel);
  const [batch, model, fact] = [sorted.readings[0], sorted.models[0], sorted.declarations[0]];
  const [rebuild] = sorted.rebuilds;
  if (batch !== undefined) {
    const readings = batch.count === 1 ? "1 reading" : `${batch.count} readings`;
    return readable(batch.factory, `${readings} of "${batch.factory}", channels ${batch.channels.join(", ")}.`);
  }
  if (model !== undefined) return readable(model.factory, `A plant model of "${model.factory}".`);
  if (fact !== undefined) return readable(fact.factory, `A declared fact of "${fact.factory}", "${fact.channel}".`);
  if (rebuild !== undefined) return readable(rebuild.factory, `A rebuild of "${rebuild.factory}".`);
  return { isReadable: false, says: `Still not to be taken. ${sorted.dead.map(({ evidence }) => evidence).join(" ")}` };
}

function activityToday(value: Uint8Array): DecodedToday {
  try {
    const { factory } = ActivityEvent.decode(value);
    return readable(factory, `Hours of "${factory}" that may have changed.`);
  } catch (error) {
    // The decoder throws on bytes that are no such message, which is bad data here, not broken code.
    const why = error instanceof Error ? error.message : String(error);
    return { isReadable: false, says: `Still not to be taken. The record is no ActivityEvent: ${why}.` };
  }
}

const readable = (factory: string, holds: string): DecodedToday => ({
  isReadable: true,
  says: `It can be read today: ${holds}`,
  factory,
});
