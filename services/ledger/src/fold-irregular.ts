import type { Store } from "@celadon/runtime";
import {
  addStep,
  type Cell,
  type ChannelFold,
  channelFold,
  type Grid,
  type Reason,
  ruleAt,
  sliceGrid,
  type Touched,
} from "@celadon/telemetry-to-activity";
import type { Channel } from "./channel.ts";
import { lastCounted, type StoredReading, storedReadings } from "./stored-readings.ts";

/** What folding one channel again came to: its slices of [fromMs, toMs), and readings whose verdict is new. */
export interface Refolded {
  readonly channel: Channel;
  readonly fromMs: number;
  readonly toMs: number;
  readonly cells: readonly Cell[];
  readonly verdicts: readonly { readonly atMs: number; readonly reason: Reason | undefined }[];
}

interface Job {
  readonly channel: Channel;
  readonly touched: Touched;
  readonly grid: Grid;
  readonly coverMs: number;
  readonly cells: Map<number, Cell>;
  readonly verdicts: { atMs: number; reason: Reason | undefined }[];
  fold: ChannelFold;
  fromMs: number;
  nextMs: number;
  /** Border of the first slice that surely has not changed; unknown until the fold agrees with the store again. */
  endMs: number | undefined;
  isDone: boolean;
  reach: number;
}

const readingsPerRound = 50_000;

/**
 * Folds channels again that the database cannot compute by itself. Each begins at a reading that counted, at or before the
 * slice of the last one before the change, and goes on until a reading behind the change counts that counted before: from
 * there on the base is the same, so nothing further can have changed. What is read at once is bounded; a long stretch is
 * read in rounds, all channels together.
 */
export async function foldIrregular(
  store: Store,
  changes: readonly { readonly channel: Channel; readonly touched: Touched }[],
): Promise<readonly Refolded[]> {
  const jobs = await begin(store, changes);
  for (let open = jobs; open.length > 0; open = open.filter(({ isDone }) => !isDone)) {
    const share = Math.max(500, Math.floor(readingsPerRound / open.length));
    const stretches = open.map((job) => ({ channel: job.channel, fromMs: job.nextMs, toMs: roundEnd(job, share) }));
    const found = await storedReadings(store, stretches);
    open.forEach((job, i) => {
      advance(job, found.get(job.channel.idText) ?? [], stretches[i]?.toMs as number);
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
    const era = channel.eras.findLast(({ fromMs }) => fromMs <= touched.fromMs);
    const opening = era?.openingPico === undefined ? undefined : era.fromMs;
    const isInterval = channel.eras.some(({ rule }) => rule?.kind === "interval");
    const period = Math.max(0, ...channel.eras.map(({ rule }) => rule?.periodMs ?? 0));
    const coverMs = isInterval ? Math.max(channel.longestCoverMs, period) : 0;
    const left = Math.min(bases.get(channel.idText) ?? opening ?? touched.fromMs, touched.fromMs - coverMs);
    const length = grid(left);
    return { channel, touched, grid, coverMs, fromMs: Math.floor(left / length) * length };
  });
  const seeds = await lastCountedBefore(
    store,
    starts.map(({ channel, fromMs }) => ({ channel, beforeMs: fromMs + 1 })),
  );
  const seedReadings = await storedReadings(
    store,
    starts.flatMap(({ channel }) => {
      const atMs = seeds.get(channel.idText);
      return atMs === undefined ? [] : [{ channel, fromMs: atMs, toMs: atMs }];
    }),
  );
  return starts.map(({ channel, ...start }): Job => {
    const seed = seedReadings.get(channel.idText)?.[0];
    return {
      channel,
      ...start,
      cells: new Map(),
      verdicts: [],
      fold: channelFold(channel.eras, channel.people, seed),
      nextMs: seed === undefined ? (channel.firstMs ?? start.fromMs) : seed.atMs + 1,
      endMs: undefined,
      isDone: false,
      reach: 0,
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
 * Where a round of one channel stops: a little behind the change at first, ever further while nothing agrees, and never
 * more periods on than its share of readings.
 */
function roundEnd(job: Job, share: number): number {
  const period = ruleAt(job.channel.eras, job.nextMs)?.periodMs ?? 60_000;
  const behind = Math.max(job.touched.toMs, job.endMs ?? job.nextMs, job.nextMs);
  job.reach = Math.max(job.coverMs, 16 * period, 4 * job.reach);
  return Math.min(job.nextMs + share * period, behind + job.reach);
}

function advance(job: Job, readings: readonly StoredReading[], readToMs: number): void {
  const { channel, touched, grid } = job;
  for (const reading of readings) {
    const { reason, steps } = job.fold.next(reading);
    for (const step of steps) if (step.toMs > job.fromMs) addStep(job.cells, step, grid);
    if ((reason !== undefined) !== reading.wasRefused || (reason !== undefined && reading.atMs <= touched.toMs)) {
      job.verdicts.push({ atMs: reading.atMs, reason });
    }
    if (reason !== undefined || reading.wasRefused) continue;
    if (job.endMs === undefined && reading.atMs > touched.toMs) {
      const length = grid(reading.atMs);
      job.endMs = Math.ceil(reading.atMs / length) * length;
    }
    if (job.endMs !== undefined && reading.atMs >= job.endMs + job.coverMs) {
      job.isDone = true;
      return;
    }
  }
  job.nextMs = readToMs + 1;
  if (channel.lastMs !== undefined && readToMs < channel.lastMs) return;
  job.isDone = true;
  for (const step of job.fold.end()) addStep(job.cells, step, grid);
  const reached = [...job.cells.keys()].reduce((last, start) => Math.max(last, start + grid(start)), 0);
  const after = Math.max(touched.toMs, channel.lastMs ?? touched.toMs) + 1;
  job.endMs = Math.max(job.endMs ?? 0, reached, Math.ceil(after / grid(after)) * grid(after));
}

function finish({ channel, fromMs, endMs, cells, verdicts, grid }: Job): Refolded {
  const toMs = endMs as number; // set when the job was done
  const all: Cell[] = [];
  for (let start = fromMs; start < toMs; start += grid(start)) {
    all.push(cells.get(start) ?? { startMs: start, pico: 0n, measuredMs: 0, estimatedMs: 0, marks: 0 });
  }
  return { channel, fromMs, toMs, cells: all, verdicts };
}
