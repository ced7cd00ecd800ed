import { topics } from "@celadon/proto";
import type { EventLog, Log, Meter, Place, Store } from "@celadon/runtime";
import { type Book, loadBook } from "./book.ts";
import type { RulesOf } from "./declared.ts";
import { flush } from "./flush.ts";
import { ledgerGroup } from "./ledger-group.ts";
import { finishFacts, lastSeq, saveFactProgress } from "./progress.ts";
import type { Sightings } from "./sightings.ts";
import type { FaultOfModel } from "./sort-records.ts";
import { loadDeclared } from "./store-declared.ts";

const batchBytes = 4 * 1024 * 1024;

/** A sequence is epoch * 2^40 + position * 2^5 + partition: it rises along a partition, and a channel never leaves its own. */
const epochStep = 2 ** 40;
const partitionsMax = 32;

/** The sequence of a record: the version of every window that its batch touches. Throws where the numbers run out. */
function seqOf({ partition, position }: Place, epoch: number): number {
  if (partition >= partitionsMax || (position + 1) * partitionsMax > epochStep)
    throw new Error(
      `Place ${partition}:${position} of the log is beyond what epoch ${epoch} can count: begin a new set of topics, with a higher epoch.`,
    );
  return epoch * epochStep + position * partitionsMax + partition;
}

/**
 * One of several ledgers on one store and one log. Each works on the partitions it is given, and knows nothing from before it was
 * given them: another may have worked there. What a batch left undone comes again, because it was not committed; only the windows
 * that a model or a declared fact changes must be looked for, since the store no longer tells what held before it.
 *
 * Throws when the store holds rows of a higher epoch: their versions would win over everything this ledger writes.
 */
export async function openSharedLedger(
  ports: {
    readonly store: Store;
    readonly log: EventLog;
    readonly rulesOf: RulesOf;
    readonly faultOfModel?: FaultOfModel;
    readonly notes: Log;
    readonly sightings?: Sightings;
    readonly now: () => number;
    readonly meter?: Meter;
  },
  epoch: number,
): Promise<{ readonly run: (signal: AbortSignal) => Promise<void> }> {
  const { store, log, notes } = ports;
  const written = Math.floor((await lastSeq(store)) / epochStep);
  if (written > epoch)
    throw new Error(
      `The store holds windows of epoch ${written}, and CELADON_KAFKA_EPOCH is ${epoch}: set it to ${written}, or above it with a new set of topics.`,
    );
  let book: Book | undefined;
  const run = (signal: AbortSignal): Promise<void> =>
    log.subscribe(
      {
        topic: topics.telemetry.name,
        group: ledgerGroup,
        maxBytes: batchBytes,
        together: true, // a flush costs many statements, whatever it holds
        onAssigned: async (partitions) => {
          book = await loadBook(store, await loadDeclared(store, ports.rulesOf));
          for (const partition of partitions) {
            const isMine = (seq: number): boolean => seq % partitionsMax === partition;
            await finishFacts(
              { store, log, book, notes },
              { name: factsOf(partition), from: epoch * epochStep, isMine },
            );
          }
        },
      },
      async (batch) => {
        if (batch.records.length === 0) return batch.commit();
        if (book === undefined) throw new Error("A batch came before its partition was assigned.");
        const seqs = new Map(batch.records.map((record) => [record.partition, seqOf(record, epoch)])); // of the last of each
        const byFactory = new Map(batch.records.map(({ key, partition }) => [key, seqs.get(partition) as number]));
        // Nobody publishes a factory's records under another key; what a stranger has published so has no order among them anyway.
        const highest = Math.max(...seqs.values());
        await flush(batch, (factory) => byFactory.get(factory) ?? highest, {
          ...ports,
          book,
          onFacts: async () => {
            for (const [partition, seq] of seqs) await saveFactProgress(store, factsOf(partition), seq);
          },
        });
      },
      signal,
    );
  return { run };
}

const factsOf = (partition: number): string => `facts ${partition}`;
