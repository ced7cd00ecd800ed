import { DeadLetter, topics } from "@celadon/proto";
import { sha256Hex } from "@celadon/quantity";
import { type EventLog, type Log, type LogBatch, type Meter, noMeter, placeText, type Store } from "@celadon/runtime";
import type { Touched } from "@celadon/telemetry-to-activity";
import { announce } from "./announce.ts";
import type { Book } from "./book.ts";
import type { Change } from "./change.ts";
import { changedEras } from "./changed-eras.ts";
import type { RulesOf } from "./declared.ts";
import { periodOfLot } from "./lots/period-of-lot.ts";
import { renewCuts, stretchesOfLot } from "./lots/renew-cuts.ts";
import { type ReadingRows, readingColumns, readingRows } from "./reading-rows.ts";
import { rebuildWindows } from "./rebuild-windows.ts";
import { recompute } from "./recompute.ts";
import type { SeqOf } from "./seq-of.ts";
import type { Sightings } from "./sightings.ts";
import { type DeadRecord, type FaultOfModel, sortRecords } from "./sort-records.ts";
import { declaredStretches, storeChannels } from "./store-channels.ts";
import { loadDeclared, storeDeclared } from "./store-declared.ts";

export interface LedgerPorts {
  readonly store: Store;
  readonly log: EventLog;
  readonly book: Book;
  readonly rulesOf: RulesOf;
  /** Absent: whoever writes models into the log has checked them. */
  readonly faultOfModel?: FaultOfModel;
  readonly notes: Log;
  /** Remembers when and how channels were last heard of; nothing rests on it. */
  readonly sightings?: Sightings;
  /** Called when the windows of models and declared facts are current; where nothing else remembers how far that is. */
  readonly onFacts?: () => Promise<void>;
  readonly meter?: Meter;
}

/**
 * Makes one batch durable and its windows current. At least once: a crash repeats it, and keys make that harmless.
 * The sequence of a factory rises from batch to batch; it is the version of every window that the batch touches.
 */
export async function flush(batch: LogBatch, seqOf: SeqOf, ports: LedgerPorts): Promise<void> {
  const { store, log, book, meter = noMeter } = ports;
  const sorted = sortRecords(batch.records, ports.faultOfModel ?? (() => undefined));
  const { readings, models, declarations, rebuilds, lots, dead } = sorted;

  // 1. What cannot be taken goes to the dead letters, before anything is committed.
  for (const letter of dead) {
    await publishDead(log, letter);
    meter.count("celadon_dead_letters_total", { reason: letter.reason });
  }

  // 2. Names of new channels, and the longest stretch a reading covers: an old, longer one must be found again later.
  const rows = readingRows(readings, book, seqOf);
  for (const { factory, channel } of rows.collisions) {
    ports.notes.error(
      { factory, channel },
      "Two channel names share one id: rename this one. Its readings are not stored.",
    );
  }
  const changes = changesOf(rows.touched);
  await storeChannels(
    store,
    changes.filter(isNews).map(({ now }) => now),
    seqOf,
  );

  // 3. Readings. Resolves when durable; a repeat replaces each row by itself.
  await store.insert("readings", readingColumns, rows.tsv);
  for (const { now } of changes) book.put(now);
  for (const [channel, { sighting }] of rows.touched) {
    if (sighting !== undefined) ports.sightings?.see(channel, sighting);
  }

  for (const { fresh } of changes.filter((change) => !isJudged(change))) {
    meter.count("celadon_quarantined_readings_total", { reason: "unknown-channel" }, fresh?.count);
  }

  // 4. Models, declared facts and lots, with the eras they change.
  const judged = new Map<string, Change>(changes.filter(isJudged).map((change) => [change.now.idText, change]));
  const isDeclared = models.length + declarations.length + lots.length > 0;
  if (isDeclared) {
    await storeDeclared(store, { models, declarations, lots }, seqOf);
    const changed = changedEras(book, await loadDeclared(store, ports.rulesOf), models, declarations);
    await storeChannels(store, changed.channels, seqOf);
    for (const change of changed.changes) {
      const other = judged.get(change.now.idText);
      judged.set(change.now.idText, other === undefined ? change : joined(change, other.touched));
    }
  }

  // 5. Windows, from all that is stored. Reads 3 and 4, so a repeat ends in the same rows.
  const renewed = [...(await recompute({ store, book, meter }, [...judged.values()], seqOf))];

  // 6. What is asked to be computed again, from the same. Nothing remembers that it was asked but the batch itself, so before 9.
  for (const asked of rebuilds) renewed.push(...(await rebuildWindows({ store, book }, asked, seqOf(asked.factory))));

  // 7. The hours that lots cut, of all that was written and of the lots that came. Reads 3 to 6.
  await renewCuts({ store, book }, [...renewed, ...lots.flatMap((lot) => stretchesOfLot(book, lot))], seqOf);
  renewed.push(...lots.flatMap((lot) => periodOfLot(book, lot)));
  if (isDeclared) await ports.onFacts?.();

  // 8. Announce them. May be said twice: footprints are content-addressed, the second one changes nothing.
  await announce(log, renewed, models, placesOf(batch));

  // 9. Commit, last. If this or anything above fails, 1 to 8 run again.
  await batch.commit();
  const stored = readings.reduce((sum, { count }) => sum + count, 0);
  if (stored > 0) meter.observe("celadon_batch_readings", {}, stored);
}

/** How far a batch reaches in the partition of a factory. */
function placesOf({ records }: LogBatch): (factory: string) => string {
  const partitions = new Map(records.map(({ key, partition }) => [key, partition]));
  const last = new Map(records.map((record) => [record.partition, placeText(record)]));
  return (factory) => {
    const partition = partitions.get(factory);
    return (partition === undefined ? undefined : last.get(partition)) ?? "";
  };
}

/** Whether the table of channels must hear of it: a first reading, or a longer stretch than any before. */
const isNews = ({ before, now }: Change): boolean =>
  before.firstMs === undefined || now.longestCoverMs > before.longestCoverMs;

/** Readings of a time when no model declares the channel are kept, and judged when one does. */
const isJudged = ({ now, touched }: Change): boolean =>
  declaredStretches(now).some(({ fromMs, toMs }) => fromMs <= touched.toMs && toMs > touched.fromMs);

const changesOf = (touched: ReadingRows["touched"]): readonly Change[] =>
  [...touched].map(([before, { fromMs, toMs, longestCoverMs, fresh }]) => ({
    before,
    now: {
      ...before,
      firstMs: Math.min(before.firstMs ?? fromMs, fromMs),
      lastMs: Math.max(before.lastMs ?? toMs, toMs),
      longestCoverMs: Math.max(before.longestCoverMs, longestCoverMs),
    },
    touched: { fromMs, toMs },
    fresh,
  }));

/** A change of the eras that holds new readings too: judged with the state that has both. */
const joined = ({ now, touched }: Change, other: Touched): Change => ({
  before: now,
  now,
  touched: {
    fromMs: Math.min(touched.fromMs, other.fromMs),
    toMs: Math.max(touched.toMs, other.toMs),
  },
});

/** The contract's word for a version that a record does not say. */
const notSaid = 0;

async function publishDead(log: EventLog, { record, row, reason, evidence }: DeadRecord): Promise<void> {
  const content = row === undefined ? record.value : row.content;
  const letter = DeadLetter.encode({
    factory: record.key,
    origin: `telemetry:${placeText(record)}${row === undefined ? "" : `:${row.index}`}`,
    reason,
    evidence,
    content: content.subarray(0, 1_048_576),
    contentLength: BigInt(content.length),
    contentHash: sha256Hex(content),
    firstSeenMs: BigInt(Date.now()),
    schema: record.schema === undefined ? notSaid : record.schema,
  }).finish();
  await log.publish(topics.deadLetter.name, record.key, letter);
}
