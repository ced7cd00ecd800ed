import type { Store } from "@celadon/runtime";
import {
  addStep,
  type Cell,
  type ChannelFold,
  channelFold,
  coverReachMs,
  endMsOf,
  type Grid,
  longestSliceMs,
  memoryMs,
  openingMsAt,
  type Reading,
  type Reason,
  ruleAt,
  type Step,
  sliceGrid,
  type Tail,
  type Touched,
} from "@celadon/telemetry-to-activity";
import type { Channel } from "./channel.ts";
import { foreverMs } from "./store-channels.ts";
import { lastCounted, type StoredReading, type Stretch, storedReadings } from "./stored-readings.ts";

/** What folding one channel again came to: all that is in its slices of [fromMs, toMs), and readings whose verdict is new. */
export interface Refolded {
  readonly channel: Channel;
  readonly fromMs: number;
  /** Infinite where the fold went on to the last reading: behind it nothing else stands. */
  readonly toMs: number;
  readonly cells: ReadonlyMap<number, Cell>;
  readonly verdicts: readonly { readonly atMs: number; readonly reason: Reason | undefined }[];
  /** Where the fold went on to the last reading, and that counts, with nothing declared behind it. */
  readonly tail: Tail | undefined;
}

interface Job {
  readonly channel: Channel;
  readonly touched: Touched;
  readonly grid: Grid;
  readonly coverMs: number;
  /** How far behind its instant a reading may still have a say: the fold begins so much earlier, and goes on so much longer. */
  readonly backMs: number;
  readonly cells: Map<number, Cell>;
  readonly verdicts: { atMs: number; reason: Reason | undefined }[];
  fold: ChannelFold;
  fromMs: number;
  nextMs: number;
  /** Border of the first slice that surely has not changed; unknown until the fold agrees with the store again. */
  endMs: number | undefined;
  isDone: boolean;
  reach: number;
  /** The last reading that was folded, where it counts. */
  last: Reading | undefined;
  tail: Tail | undefined;
}

export type OnStep = (channel: Channel, step: Step) => void;

const readingsPerRound = 50_000;

/**
 * Folds channels again that the database cannot compute by itself. Each begins at a reading that counted, at or before the
 * slice of the last one before the change, and goes on until a reading behind the change counts that counted before: from
 * there on the base is the same, so nothing further can have changed. What is read at once is bounded; a long stretch is
 * read in rounds, all channels together. `onStep` hears of every step on the way, those of a channel in order of time.
 */
export async function foldIrregular(
  store: Store,
  changes: readonly { readonly channel: Channel; readonly touched: Touched }[],
  onStep: OnStep = () => undefined,
): Promise<readonly Refolded[]> {
  const jobs = await begin(store, changes);
  for (let open = jobs; open.length > 0; open = open.filter(({ isDone }) => !isDone)) {
    const share = Math.max(500, Math.floor(readingsPerRound / open.length));
    const stretches = open.map((job) => ({ channel: job.channel, fromMs: job.nextMs, toMs: roundEnd(job) }));
    const found = await storedReadings(store, stretches, share);
    open.forEach((job, i) => {
      const readings = found.get(job.channel.idText) ?? [];
      const last = readings.length === share ? readings.at(-1) : undefined; // there may be more of them
      advance(job, readings, last?.atMs ?? (stretches[i] as Stretch).toMs, onStep);
    });
  }
  return jobs.map(finish);
}

async function begin(
  store: Store,
  changes: readonly { readonly channel: Channel; readonly touched: Touched }[],
): Promise<Job[]> {
  const bases = await lastCountedBefore(
    store,
    changes.map(({ channel, touched }) => ({ channel, beforeMs: touched.fromMs })),
  );
  const starts = changes.map(({ channel, touched }) => {
    const grid = sliceGrid(channel.eras);
    const opening = openingMsAt(channel.eras, touched.fromMs);
    const coverMs = coverReachMs(channel);
    const left = Math.min(bases.get(channel.idText) ?? opening ?? touched.fromMs, touched.fromMs - coverMs);
    const length = grid(left);
    return {
      channel,
      touched,
      grid,
      coverMs,
      backMs: memoryMs(channel),
      fromMs: Math.floor(left / length) * length,
    };
  });
  const seeds = await lastCountedBefore(
    store,
    starts.map(({ channel, fromMs, touched, backMs }) => ({
      channel,
      beforeMs: Math.min(fromMs + 1, touched.fromMs) - backMs,
    })),
  );
  const seedReadings = await storedReadings(
    store,
    starts.flatMap(({ channel }) => {
      const atMs = seeds.get(channel.idText);
      return atMs === undefined ? [] : [{ channel, fromMs: atMs, toMs: atMs }];
    }),
    1,
  );
  return starts.map(({ channel, ...start }): Job => {
    const [found] = seedReadings.get(channel.idText) ?? [];
    const seed = found && ruleAt(channel.eras, found.atMs) && found; // undeclared then, it was never judged
    return {
      channel,
      ...start,
      cells: new Map(),
      verdicts: [],
      fold: channelFold(channel.eras, channel.people, seed && { reading: seed, sameSinceMs: seed.atMs }),
      nextMs: seed === undefined ? (channel.firstMs ?? start.fromMs) : seed.atMs + 1,
      endMs: undefined,
      isDone: false,
      reach: 0,
      last: seed,
      tail: undefined,
    };
  });
}

/** Looks back a day, then ever further, until every channel has an answer or has been looked through to its first reading. */
async function lastCountedBefore(
  store: Store,
  wanted: readonly { readonly channel: Channel; readonly beforeMs: number }[],
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  let open = wanted.filter(({ channel, beforeMs }) => channel.firstMs !== undefined && channel.firstMs < beforeMs);
  for (let back = 4 * 3_600_000; open.length > 0; back *= 24) {
    const stretches = open.map(({ channel, beforeMs }) => ({
      channel,
      fromMs: Math.max(channel.firstMs as number, beforeMs - back),
      toMs: beforeMs - 1,
    }));
    for (const [id, atMs] of await lastCounted(store, stretches)) found.set(id, atMs);
    open = open.filter(
      ({ channel, beforeMs }) => !found.has(channel.idText) && (channel.firstMs as number) < beforeMs - back,
    );
  }
  return found;
}

/**
 * Where a round of one channel stops: a little behind the change at first, ever further while nothing agrees, and never behind all
 * instants there are: a round may be cut short many times by how much is read at once, and its reach grows all the same.
 */
function roundEnd(job: Job): number {
  const period = ruleAt(job.channel.eras, job.nextMs)?.periodMs ?? 60_000;
  job.reach = Math.max(job.coverMs, 16 * period, 16 * job.reach);
  return Math.min(foreverMs, Math.max(job.touched.toMs, job.endMs ?? job.nextMs, job.nextMs) + job.reach);
}

function advance(job: Job, readings: readonly StoredReading[], readToMs: number, onStep: OnStep): void {
  const { channel, touched, grid } = job;
  const lay = (step: Step): void => {
    if (step.toMs <= job.fromMs) return;
    addStep(job.cells, step, grid);
    onStep(channel, step);
  };
  for (const reading of readings) {
    const { reason, steps } = job.fold.next(reading);
    for (const step of steps) lay(step);
    job.last = reason === undefined ? reading : undefined;
    if (reason !== reading.refused) job.verdicts.push({ atMs: reading.atMs, reason });
    if (reason !== undefined || reading.refused !== undefined) continue;
    if (job.endMs === undefined && reading.atMs > touched.toMs) {
      const length = job.backMs === 0 ? grid(reading.atMs) : longestSliceMs; // a border that all lengths share
      job.endMs = Math.ceil((reading.atMs + job.backMs) / length) * length;
    }
    if (job.endMs !== undefined && reading.atMs >= job.endMs + job.coverMs) {
      job.isDone = true;
      return;
    }
  }
  job.nextMs = readToMs + 1;
  if (channel.lastMs !== undefined && readToMs < channel.lastMs) return;
  job.isDone = true;
  job.endMs = Number.POSITIVE_INFINITY;
  const behind = job.fold.end();
  job.tail = behind.length === 0 ? tailOf(job) : undefined;
  for (const step of behind) lay(step);
}

function tailOf({ channel, fold, last, fromMs, cells, grid }: Job): Tail | undefined {
  if (last === undefined) return undefined;
  const endMs = endMsOf(last, ruleAt(channel.eras, last.atMs));
  const length = grid(endMs);
  const startMs = Math.floor(endMs / length) * length;
  return startMs < fromMs ? undefined : { last, open: cells.get(startMs), sameSinceMs: fold.sameSinceMs() };
}

function finish({ channel, fromMs, endMs, cells, verdicts, tail }: Job): Refolded {
  const toMs = endMs as number; // set when the job was done
  for (const start of cells.keys()) if (start < fromMs || start >= toMs) cells.delete(start);
  return { channel, fromMs, toMs, cells, verdicts, tail };
}
