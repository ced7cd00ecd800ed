import { DeadLetter, topics } from "@celadon/proto";
import { openServerStore } from "@celadon/runtime";
import { Kafka, logLevel } from "kafkajs";
import type { ClickhouseFront } from "../clickhouse/start-front.ts";
import type { Processes } from "../processes/start-processes.ts";
import type { Poison } from "./poison.ts";
import type { Scenario } from "./scenario.ts";
import { footprintsAt, hoursAt, type Outcome } from "./truth.ts";

export interface Evidence {
  readonly scenarios: readonly Scenario[];
  readonly processes: Processes;
  readonly front: ClickhouseFront;
  readonly broker: string;
  readonly origins: ReadonlyMap<string, Poison>;
  readonly truth: ReadonlyMap<string, Outcome>;
}

const shown = 3;

/** Where what is there differs from the truth, the first few places of each kind. */
export async function verdictOf(evidence: Evidence) {
  const differences = [
    ...(await readingsUnlike(evidence)),
    ...(await poisonsMissing(evidence)),
    ...(await lettersNotKept(evidence)),
  ];
  let [hours, footprints] = [0, 0];
  const { processes, truth } = evidence;
  const at = { ledger: processes.of("ledger").url, footprinter: processes.of("footprinter").url };
  for (const [factory, expected] of truth) {
    differences.push(...(await unlikeAt(`${factory}, hours`, () => hoursAt(at.ledger, factory), expected.hours)));
    const footprintsNow = () => footprintsAt(at.footprinter, factory);
    differences.push(...(await unlikeAt(`${factory}, footprints`, footprintsNow, expected.footprints)));
    hours += expected.hours.length;
    footprints += expected.footprints.length;
  }
  return { differences, hours, footprints };
}

/** Every key that was ever sent is there once, retracted ones too, and nothing else. */
async function readingsUnlike({ scenarios, front }: Evidence): Promise<readonly string[]> {
  await using store = await openServerStore({ url: front.url, database: "celadon" });
  const rows = await store.rows<{ factory: string; keys: string; rows: string }>({
    text: `SELECT c.factory AS factory, uniqExact(r.channelId, r.at) AS keys, count() AS rows FROM (SELECT channelId, at FROM readings FINAL) AS r
      INNER JOIN (SELECT channelId, factory FROM channels FINAL) AS c ON r.channelId = c.channelId GROUP BY factory`,
  });
  const stored = new Map(rows.map((row) => [row.factory, row]));
  return scenarios.flatMap(({ factory, readings }) => {
    const sent = new Set(readings.map(({ channel, at }) => `${channel} ${at}`)).size;
    const found = stored.get(factory);
    if (Number(found?.keys) === sent && Number(found?.rows) === sent) return [];
    return [
      `${factory}: ${sent} readings were acknowledged, ${found?.keys ?? "none"} are there, in ${found?.rows ?? "no"} rows`,
    ];
  });
}

async function poisonsMissing({ broker, origins }: Evidence): Promise<readonly string[]> {
  const letters = new Map((await deadLetters(broker)).map((letter) => [letter.origin, letter]));
  const missing = [...origins].flatMap(([origin, { name, reason }]) => {
    const letter = letters.get(origin);
    if (letter === undefined) return [`${name} at ${origin} is in no dead letter`];
    return letter.reason === reason
      ? []
      : [`${name} at ${origin} is dead for "${letter.reason}", and should be for "${reason}"`];
  });
  const others = [...letters.keys()].filter((origin) => !origins.has(origin));
  return [
    ...missing,
    ...others
      .slice(0, shown)
      .map((origin) => `a dead letter that nobody poisoned: ${origin}, ${letters.get(origin)?.evidence}`),
  ];
}

/** Every poison is one dead letter in the store, too, and nothing else is. */
async function lettersNotKept({ front, origins }: Evidence): Promise<readonly string[]> {
  await using store = await openServerStore({ url: front.url, database: "celadon" });
  const rows = await store.rows<{ origin: string }>({
    text: "SELECT base64Decode(origin) AS origin FROM deadLetters FINAL ORDER BY origin",
  });
  const kept = rows.map(({ origin }) => origin);
  return unlike("dead letters kept", kept, [...origins.keys()].toSorted());
}

/** Everything in the topic of dead letters. */
async function deadLetters(broker: string): Promise<readonly DeadLetter[]> {
  const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topics.deadLetter.name);
  await admin.disconnect();
  const open = new Map(
    ends.filter(({ high, low }) => Number(high) > Number(low)).map(({ partition, high }) => [partition, Number(high)]),
  );
  const letters: DeadLetter[] = [];
  if (open.size === 0) return letters;
  const consumer = kafka.consumer({ groupId: `storm-${Date.now()}` });
  await consumer.connect();
  await consumer.subscribe({ topics: [topics.deadLetter.name], fromBeginning: true });
  await new Promise<void>((done, failed) => {
    consumer
      .run({
        eachMessage: async ({ partition, message }) => {
          if (message.value !== null) letters.push(DeadLetter.decode(message.value));
          if (Number(message.offset) + 1 >= (open.get(partition) ?? Number.POSITIVE_INFINITY)) open.delete(partition);
          if (open.size === 0) done();
        },
      })
      .catch(failed);
  });
  await consumer.disconnect();
  return letters;
}

/** What nobody answers is a difference as well, and no reason to look no further. */
const unlikeAt = (what: string, found: () => Promise<readonly string[]>, expected: readonly string[]) =>
  found().then(
    (answer) => unlike(what, answer, expected),
    (error: unknown) => [`${what}: ${error instanceof Error ? error.message : String(error)}`],
  );

function unlike(what: string, found: readonly string[], expected: readonly string[]): readonly string[] {
  const [mine, theirs] = [new Set(found), new Set(expected)];
  return [
    ...found
      .filter((line) => !theirs.has(line))
      .slice(0, shown)
      .map((line) => `${what}, only after the storm: ${line.slice(0, 600)}`),
    ...expected
      .filter((line) => !mine.has(line))
      .slice(0, shown)
      .map((line) => `${what}, only in the truth: ${line.slice(0, 600)}`),
    ...(found.length === expected.length ? [] : [`${what}: ${found.length} against ${expected.length}`]),
  ];
}
