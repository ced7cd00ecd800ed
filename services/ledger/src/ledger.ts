import { topics } from "@celadon/proto";
import type { EventLog, Log, Meter, Store } from "@celadon/runtime";
import { type Book, loadBook } from "./book.ts";
import type { RulesOf } from "./declared.ts";
import { flush } from "./flush.ts";
import { ledgerGroup } from "./ledger-group.ts";
import { finishDirty, lastSeq, saveProgress } from "./progress.ts";
import type { Sightings } from "./sightings.ts";
import type { FaultOfModel } from "./sort-records.ts";
import { loadDeclared } from "./store-declared.ts";

export interface Ledger {
  readonly book: Book;
  /** Ends when the signal aborts, after the batch in hand; throws when a batch fails. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

const batchBytes = 4 * 1024 * 1024;
const progressEveryMs = 5_000;

/** Opens the ledger: reads back what it knows, and finishes the windows of whatever a crash left stored without them. */
export async function openLedger(ports: {
  readonly store: Store;
  readonly log: EventLog;
  readonly rulesOf: RulesOf;
  readonly faultOfModel?: FaultOfModel;
  readonly notes: Log;
  readonly sightings?: Sightings;
  readonly now: () => number;
  readonly meter?: Meter;
}): Promise<Ledger> {
  const { store, log, notes, now } = ports;
  const book = await loadBook(store, await loadDeclared(store, ports.rulesOf));
  let seq = (await lastSeq(store)) + 1;
  await finishDirty({ store, log, book, notes }, seq);
  const run = async (signal: AbortSignal): Promise<void> => {
    let savedMs = now();
    await log.subscribe(
      { topic: topics.telemetry.name, group: ledgerGroup, maxBytes: batchBytes },
      async (batch) => {
        seq += 1;
        const mine = seq;
        await flush(batch, () => mine, { ...ports, book });
        if (now() - savedMs < progressEveryMs) return;
        savedMs = now();
        await saveProgress(store, seq);
      },
      signal,
    );
    await saveProgress(store, seq);
  };
  return { book, run };
}
