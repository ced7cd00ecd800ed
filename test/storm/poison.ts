import { PlantModel, type ReadingBatch, readingWriter, TelemetryRecord, topics } from "@celadon/proto";
import { Kafka, logLevel } from "kafkajs";

/** A record that nobody can take, and the reason its dead letter must have. */
export interface Poison {
  readonly name: string;
  readonly reason: string;
  readonly value: Uint8Array | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** A row of a record that can be read otherwise. */
  readonly isRow?: true;
}

function misnamed(): ReadingBatch {
  const writer = readingWriter("storm-0");
  const rest = { micro: 0, revision: 0, coversSeconds: 0, quality: 2, marks: 0 };
  writer.push({ channel: writer.channel("a\tb"), atMs: Date.UTC(2026, 2, 1), whole: 1, ...rest });
  return writer.take({ receivedMs: 0, origin: "storm" });
}

const absurd: PlantModel = PlantModel.fromPartial({
  factory: "storm-0",
  yaml: "factory: storm-0\nchannels: 7\n",
  hash: "0".repeat(64),
  who: "storm",
  why: "test",
});

/** One of each kind: garbage, a newer schema, nothing at all, more than a batch may hold, valid and absurd. */
export const poisons: readonly Poison[] = [
  { name: "garbage", reason: "undecodable", value: Buffer.from([255, 255, 255, 255, 1, 2, 3]) },
  { name: "a tombstone", reason: "empty", value: null },
  {
    name: "a newer schema",
    reason: "unknown-schema",
    value: Buffer.from("what nobody can know yet"),
    headers: { schema: "99" },
  },
  { name: "large garbage", reason: "undecodable", value: Buffer.alloc(1_500_000, 255) },
  {
    name: "a channel whose name breaks a line",
    reason: "refused-by-store",
    value: TelemetryRecord.encode({ record: { $case: "readings", value: misnamed() } }).finish(),
    isRow: true,
  },
  {
    name: "an absurd plant model",
    reason: "rejected",
    value: TelemetryRecord.encode({ record: { $case: "plantModel", value: absurd } }).finish(),
  },
];

/** Publishes every poison once, past the collector, and returns where each stands: `telemetry:partition:offset`. */
export async function publishPoison(brokers: string): Promise<ReadonlyMap<string, Poison>> {
  const producer = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  try {
    const origins = new Map<string, Poison>();
    for (const poison of poisons) {
      const { value, headers = {} } = poison;
      const message = { key: "storm-0", value: value === null ? null : Buffer.from(value), headers };
      const [said] = await producer.send({ topic: topics.telemetry.name, messages: [message] });
      const row = poison.isRow === true ? ":0" : "";
      origins.set(`${topics.telemetry.name}:${said?.partition}:${said?.baseOffset}${row}`, poison);
    }
    return origins;
  } finally {
    await producer.disconnect();
  }
}
