import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startFront } from "../clickhouse/start-front.ts";
import { ask } from "../journey/ask.ts";
import { type Celadon, startCeladon } from "../journey/celadon.ts";
import { type Ran, runCeladon } from "../processes/run-celadon.ts";
import { cleanPass, type Delivery, stormy } from "./deliveries.ts";
import { type Scenario, type SentReading, scenarioOf } from "./scenario.ts";
import { seeded } from "./seeded.ts";

/** What a storm came to. `differences` is empty when all that was promised held. */
export interface StormReport {
  readonly seed: number;
  readonly rounds: number;
  /** Readings that were sent, repeats included; requests that were answered, and those that had to be sent again. */
  readonly readings: number;
  readonly acknowledged: number;
  readonly repeated: number;
  readonly kills: number;
  readonly hours: number;
  readonly footprints: number;
  readonly differences: readonly string[];
}

type Counts = { -readonly [Name in keyof Omit<StormReport, "seed" | "differences">]: number };

/**
 * Sends factories through a Celadon that is killed again and again, their readings late, doubled, shuffled, corrected and
 * taken back; and through one that is left in peace, once and in order. Hours and footprints must be the same to the byte.
 * Goes on with new factories until `untilMs`, at least one.
 */
export async function runEmbeddedStorm(seed: number, untilMs: number): Promise<StormReport> {
  const counts: Counts = { rounds: 0, readings: 0, acknowledged: 0, repeated: 0, kills: 0, hours: 0, footprints: 0 };
  const differences: string[] = [];
  await using battered = await startCeladon();
  await using peaceful = await startCeladon();
  do {
    const random = seeded(seed * 1_000 + counts.rounds);
    const scenario = scenarioOf(`storm-${counts.rounds}`, Math.floor(random() * 2 ** 32));
    differences.push(...(await weather(battered, stormy(scenario, random), random, counts)));
    for (const delivery of cleanPass(scenario)) await acknowledged(peaceful, delivery);
    differences.push(...(await compared(scenario, battered, peaceful, counts)));
    counts.rounds += 1;
  } while (performance.now() < untilMs && differences.length === 0);
  if (differences.length === 0) {
    const factories = Array.from({ length: counts.rounds }, (_, round) => `storm-${round}`);
    differences.push(...(await movedAlike(battered, factories)));
  }
  return { seed, ...counts, differences };
}

/** Takes what the storm left to a server by `celadon move`, and goes on there: hours and footprints must be the same. */
async function movedAlike(battered: Celadon, factories: readonly string[]): Promise<readonly string[]> {
  const told = async ({ url }: Celadon): Promise<readonly (readonly Row[])[]> => {
    const paths = factories.flatMap((factory) => [
      `/v1/activity?factory=${factory}`,
      `/v1/footprints?factory=${factory}`,
    ]);
    return Promise.all(paths.map(async (path) => (await ask<readonly Row[]>(`${url}${path}`)).body));
  };
  const before = await told(battered);
  // A Celadon that has seen nothing has made the tables of the other side.
  await using other = await startCeladon();
  await other.stop();
  {
    await using front = await startFront(join(other.folder, "store"));
    const { code, stdout, stderr } = await moved(battered, front.url);
    if (code !== 0) return [`celadon move ended with ${code}: ${stdout}${stderr}`];
  }
  await other.start();
  const after = await told(other);
  return factories.flatMap((factory, i) =>
    [2 * i, 2 * i + 1].flatMap((at) => unlike(`${factory}, moved`, [after[at] ?? [], before[at] ?? []])),
  );
}

/** Moves a folder once its topics are read to their ends: what was killed last may have something in hand still. */
async function moved(celadon: Celadon, url: string): Promise<Ran> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("CELADON_")));
  for (let tries = 1; ; tries++) {
    await celadon.stop();
    const ran = await runCeladon(
      env as Record<string, string>,
      "move",
      "--from",
      celadon.folder,
      "--to",
      url,
      "--database",
      "default",
    );
    if (ran.code === 0 || tries === 5 || !ran.stderr.includes("is not finished")) return ran;
    await celadon.start();
    await sleep(2_000);
  }
}

/**
 * Sends all deliveries, a few at a time, and kills the process in between, while some of them are on their way. Tells what
 * was acknowledged before a kill and is not there after it.
 */
async function weather(celadon: Celadon, deliveries: readonly Delivery[], random: () => number, counts: Counts) {
  const kept: SentReading[] = [];
  const lost: string[] = [];
  let open = deliveries;
  while (open.length > 0) {
    const together = firstOf(open, 1 + Math.floor(random() * 3));
    const willBeKilled = random() < 0.12;
    const answers = together.map((delivery) =>
      acknowledged(celadon, delivery).then(
        () => true,
        (error: unknown) => {
          if (willBeKilled) return false;
          throw error;
        },
      ),
    );
    if (willBeKilled) {
      await sleep(random() * 700);
      await celadon.kill();
      counts.kills += 1;
    }
    const isDone = await Promise.all(answers);
    kept.push(...together.flatMap(({ readings }, i) => (isDone[i] === true ? readings : [])));
    if (willBeKilled) {
      await celadon.start();
      lost.push(...(await lostOf(kept, celadon)));
    }
    counts.readings += together.reduce((sum, { readings }) => sum + readings.length, 0);
    counts.acknowledged += isDone.filter((done) => done).length;
    counts.repeated += isDone.filter((done) => !done).length;
    open = [...together.filter((_, i) => isDone[i] !== true), ...open.slice(together.length)];
  }
  return lost.slice(0, 10);
}

/** Of the readings that were acknowledged, those whose place is empty or held by an older revision. */
async function lostOf(kept: readonly SentReading[], { url }: Celadon): Promise<readonly string[]> {
  const [first] = kept;
  if (first === undefined) return [];
  const { body } = await ask<readonly SentReading[]>(`${url}/v1/readings?factory=${first.factory}`);
  const stored = new Map(body.map(({ channel, at, revision }) => [`${channel} ${Date.parse(at)}`, revision]));
  return kept
    .filter(({ channel, at, revision }) => !((stored.get(`${channel} ${Date.parse(at)}`) ?? -1) >= revision))
    .map((reading) => `acknowledged, and gone after a kill: ${JSON.stringify(reading)}`);
}

/** The first so many deliveries; a model or a declared fact goes alone, as it builds on what came before it. */
function firstOf(open: readonly Delivery[], count: number): readonly Delivery[] {
  const alone = open.findIndex(({ readings }) => readings.length === 0);
  if (alone === 0) return open.slice(0, 1);
  return open.slice(0, alone < 0 ? count : Math.min(count, alone));
}

async function acknowledged(celadon: Celadon, { path, question }: Delivery): Promise<void> {
  const { status, body } = await ask<{ readonly rejected?: number }>(`${celadon.url}${path}`, question);
  if (status !== 200 || (body.rejected ?? null) !== (path.startsWith("/v1/readings") ? 0 : null)) {
    throw new Error(`${path} was answered ${status}: ${JSON.stringify(body).slice(0, 1_000)}`);
  }
}

interface Row {
  readonly id: string;
  readonly channel: string;
  readonly start: string;
}

/** Where the two differ, the first few places of each kind. */
async function compared({ factory }: Scenario, battered: Celadon, peaceful: Celadon, counts: Counts) {
  const both = async (path: string): Promise<readonly [readonly Row[], readonly Row[]]> => {
    const [one, other] = await Promise.all([battered, peaceful].map(({ url }) => ask<readonly Row[]>(`${url}${path}`)));
    if (one?.status !== 200 || other?.status !== 200)
      throw new Error(`${path} was answered ${one?.status} and ${other?.status}.`);
    return [one.body, other.body];
  };
  const hours = await both(`/v1/activity?factory=${factory}`);
  const compute = { body: JSON.stringify({ factory }) };
  await Promise.all([battered, peaceful].map(({ url }) => ask(`${url}/v1/footprints/compute`, compute)));
  const rows = await both(`/v1/footprints?factory=${factory}`);
  const withoutHistory = (list: readonly Row[]) => list.map((row) => ({ ...row, supersedes: null }));
  const footprints = [withoutHistory(rows[0]), withoutHistory(rows[1])] as const;
  counts.hours += hours[1].length;
  counts.footprints += footprints[1].length;
  return [...unlike(factory, hours), ...unlike(factory, footprints)];
}

function unlike(factory: string, [found, expected]: readonly [readonly Row[], readonly Row[]]): readonly string[] {
  const texts = [found, expected].map((rows) => rows.map((row) => JSON.stringify(row)));
  const [mine, theirs] = texts.map((lines) => new Set(lines));
  const extra = texts[0]?.filter((line) => theirs?.has(line) === false).slice(0, 5) ?? [];
  const lost = texts[1]?.filter((line) => mine?.has(line) === false).slice(0, 5) ?? [];
  return [
    ...extra.map((line) => `${factory}, only after the storm: ${line}`),
    ...lost.map((line) => `${factory}, only after the clean pass: ${line}`),
    ...(found.length === expected.length ? [] : [`${factory}: ${found.length} rows against ${expected.length}`]),
  ];
}
