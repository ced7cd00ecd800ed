import type { EventLog, Log, Store } from "@celadon/runtime";
import { announce } from "./announce.ts";
import type { Book } from "./book.ts";
import { recompute } from "./recompute.ts";

/**
 * How far windows are known to be current. It is saved now and then, not with every batch: whatever is stored with a higher
 * sequence is recomputed at the next start, which is harmless and short.
 */
export const saveProgress = (store: Store, seq: number): Promise<void> =>
  store.insert("progress", ["name", "seq"], Buffer.from(`windows\t${seq}\n`));

/** The highest sequence any row has. */
export async function lastSeq(store: Store): Promise<number> {
  const [row] = await store.rows<{ seq: string }>({
    text: `SELECT greatest(
      (SELECT max(seq) FROM readings), (SELECT max(intDiv(version, 4)) FROM slices), (SELECT max(seq) FROM progress),
      (SELECT max(seq) FROM plantModels), (SELECT max(seq) FROM declarations)) AS seq`,
  });
  return Number(row?.seq);
}

interface DirtyRow {
  readonly channelId: string;
  readonly fromMs: string;
  readonly toMs: string;
}

/** Computes the windows of everything stored since the last saved progress, then saves it. */
export async function finishDirty(
  { store, log, book, notes }: { store: Store; log: EventLog; book: Book; notes: Log },
  seq: number,
): Promise<void> {
  const saved = "(SELECT max(seq) FROM progress WHERE name = 'windows')";
  const readings = await store.rows<DirtyRow>({
    text: `SELECT channelId, toUnixTimestamp64Milli(min(at)) AS fromMs, toUnixTimestamp64Milli(max(at)) AS toMs
      FROM readings WHERE seq > ${saved} GROUP BY channelId`,
  });
  const [declared] = await store.rows<{ count: string }>({
    text: `SELECT (SELECT count() FROM plantModels WHERE seq > ${saved})
      + (SELECT count() FROM declarations WHERE seq > ${saved}) AS count`,
  });
  const dirty = new Map(
    readings.map(({ channelId, fromMs, toMs }) => [channelId, { fromMs: Number(fromMs), toMs: Number(toMs) }]),
  );
  if (declared?.count !== "0") {
    // A model or a fact came last: which windows it changed is not kept, so every declared channel is computed again.
    for (const { idText, firstMs, lastMs } of book.channels.values()) {
      if (firstMs !== undefined && lastMs !== undefined) dirty.set(idText, { fromMs: firstMs, toMs: lastMs });
    }
  }
  const changes = [...dirty].flatMap(([id, touched]) => {
    const channel = book.byId.get(id);
    return channel === undefined ? [] : [{ before: channel, now: channel, touched }];
  });
  if (changes.length > 0) {
    notes.info({ channels: changes.length }, "finishing the windows of readings stored before the last stop");
    await announce(log, await recompute(store, changes, seq), [], seq);
  }
  await saveProgress(store, seq);
}
