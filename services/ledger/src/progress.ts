import { Lot } from "@celadon/proto";
import type { EventLog, Log, Store } from "@celadon/runtime";
import { announce } from "./announce.ts";
import type { Book } from "./book.ts";
import type { Change } from "./change.ts";
import { periodOfLot } from "./lots/period-of-lot.ts";
import { renewCuts, stretchesOfLot } from "./lots/renew-cuts.ts";
import { recompute } from "./recompute.ts";
import { declaredStretches, storeChannels } from "./store-channels.ts";

/**
 * How far windows are known to be current. It is saved now and then, not with every batch: whatever is stored with a higher
 * sequence is recomputed at the next start, which is harmless and short.
 */
export const saveProgress = (store: Store, seq: number): Promise<void> =>
  store.insert("progress", ["name", "seq"], Buffer.from(`windows\t${seq}\n`));

/** How far models and declared facts of a name are in the windows. */
export const saveFactProgress = (store: Store, name: string, seq: number): Promise<void> =>
  store.insert("progress", ["name", "seq"], Buffer.from(`${name}\t${seq}\n`));

/** The highest sequence any row has. */
export async function lastSeq(store: Store): Promise<number> {
  const [row] = await store.rows<{ seq: string }>({
    text: `SELECT greatest(
      (SELECT max(seq) FROM readings), (SELECT max(version) FROM slices), (SELECT max(version) FROM refusals),
      (SELECT max(seq) FROM progress), (SELECT max(seq) FROM plantModels), (SELECT max(seq) FROM declarations),
      (SELECT max(seq) FROM lots)) AS seq`,
  });
  return Number(row?.seq);
}

const saved = "(SELECT max(seq) FROM progress WHERE name = 'windows')";

/** Computes the windows of everything stored since the last saved progress, then saves it. */
export async function finishDirty(
  { store, log, book, notes }: { store: Store; log: EventLog; book: Book; notes: Log },
  seq: number,
): Promise<void> {
  const dirty = new Map((await changedReadings(store, book)).map((change) => [change.now.idText, change]));
  for (const change of await changedFactories(store, book, seq)) dirty.set(change.now.idText, change);
  const lots = await changedLots(store, { from: 0, name: "windows" });
  if (dirty.size + lots.length > 0) {
    notes.info(
      { channels: dirty.size, lots: lots.length },
      "finishing the windows of what was stored before the last stop",
    );
    await finish({ store, log, book }, [...dirty.values()], lots.map(lotOfRow), seq);
  }
  await saveProgress(store, seq);
}

/**
 * Computes the windows of models and declared facts from the sequence `from` on that the progress of this name has not reached,
 * then saves it. `isMine` picks those of the partition that is meant.
 */
export async function finishFacts(
  { store, log, book, notes }: { store: Store; log: EventLog; book: Book; notes: Log },
  { name, from, isMine }: { readonly name: string; readonly from: number; readonly isMine: (seq: number) => boolean },
): Promise<void> {
  const facts = await store.rows<{ factory: string; last: string }>({
    text: `SELECT base64Decode(factory) AS factory, max(seq) AS last FROM (
        SELECT factory, seq FROM plantModels UNION ALL SELECT factory, seq FROM declarations
      ) WHERE seq >= {from:UInt64} AND seq > (SELECT max(seq) FROM progress WHERE name = {name:String}) GROUP BY factory`,
    params: { name, from },
  });
  const mine = facts.filter(({ last }) => isMine(Number(last)));
  const lots = (await changedLots(store, { from, name })).filter((row) => isMine(Number(row.seq)));
  const seqs = [...mine.map(({ last }) => Number(last)), ...lots.map((row) => Number(row.seq))];
  const seq = seqs.reduce((most, one) => Math.max(most, one), 0);
  if (seq === 0) return;
  const changes = await changesOf(
    store,
    book,
    mine.map(({ factory }) => factory),
    seq,
  );
  notes.info(
    { channels: changes.length, lots: lots.length },
    "finishing the windows of what was declared before the last stop",
  );
  await finish({ store, log, book }, changes, lots.map(lotOfRow), seq);
  await saveFactProgress(store, name, seq);
}

/** The windows of changes, the cuts in them and those of lots; then says so. */
async function finish(
  { store, log, book }: { readonly store: Store; readonly log: EventLog; readonly book: Book },
  changes: readonly Change[],
  lots: readonly Lot[],
  seq: number,
): Promise<void> {
  const renewed = await recompute({ store, book }, changes, () => seq);
  const stretches = [...renewed, ...lots.flatMap((lot) => stretchesOfLot(book, lot))];
  await renewCuts({ store, book }, stretches, () => seq);
  await announce(log, [...renewed, ...lots.flatMap((lot) => periodOfLot(book, lot))], [], () => "");
}

interface LotRow {
  readonly content: string;
  readonly seq: string;
}

/** Lots that came from a sequence on, and behind the progress of this name. */
const changedLots = (
  store: Store,
  params: { readonly from: number; readonly name: string },
): Promise<readonly LotRow[]> =>
  store.rows<LotRow>({
    text: `SELECT content, seq FROM lots FINAL
      WHERE seq >= {from:UInt64} AND seq > (SELECT max(seq) FROM progress WHERE name = {name:String})`,
    params,
  });

const lotOfRow = ({ content }: LotRow): Lot => Lot.decode(Buffer.from(content, "base64"));

async function changedReadings(store: Store, book: Book): Promise<readonly Change[]> {
  const rows = await store.rows<{ channelId: string; fromMs: string; toMs: string }>({
    text: `SELECT channelId, toUnixTimestamp64Milli(min(at)) AS fromMs, toUnixTimestamp64Milli(max(at)) AS toMs
      FROM readings WHERE seq > ${saved} GROUP BY channelId`,
  });
  return rows.flatMap(({ channelId, fromMs, toMs }) => {
    const now = book.byId.get(channelId);
    if (now === undefined || declaredStretches(now).length === 0) return [];
    return [{ before: now, now, touched: { fromMs: Number(fromMs), toMs: Number(toMs) } }];
  });
}

/**
 * A model or a fact may have come last. Which windows it changed is not kept, nor what was declared before it: every channel
 * of its factory is computed again, from before its first reading on.
 */
async function changedFactories(store: Store, book: Book, seq: number): Promise<readonly Change[]> {
  const rows = await store.rows<{ factory: string }>({
    text: `SELECT DISTINCT base64Decode(factory) AS factory FROM (
        SELECT factory FROM plantModels WHERE seq > ${saved} UNION ALL SELECT factory FROM declarations WHERE seq > ${saved}
      )`,
  });
  return changesOf(
    store,
    book,
    rows.map(({ factory }) => factory),
    seq,
  );
}

async function changesOf(
  store: Store,
  book: Book,
  factories: readonly string[],
  seq: number,
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const factory of factories) {
    for (const channel of book.declared.channelsOf(factory)) book.name(factory, channel);
    const channels = book.ofFactory(factory);
    await storeChannels(store, channels, () => seq);
    for (const now of channels) {
      if (now.lastMs !== undefined) changes.push({ before: now, now, touched: { fromMs: 0, toMs: now.lastMs } });
    }
  }
  return changes;
}
