import { type Cell, endMsOf, followed, quality, ruleAt, type Tail } from "@celadon/telemetry-to-activity";
import type { Book } from "./book.ts";
import { type Change, type Regular, renewedBy } from "./change.ts";
import type { SeqOf } from "./seq-of.ts";
import { sliceContent, sliceRow } from "./slice-row.ts";
import type { Renewed } from "./store-refolded.ts";

/**
 * As long as a channel has fewer new readings, following them costs no more than the database's look at it: 2 us a reading against
 * 100 ms a statement and 30 us a channel, whatever it finds there (measured on 10,000 channels).
 */
const fewReadings = 32;

/** What following tails came to: nothing is stored yet, and no tail moved. */
export interface Followed {
  /** Rows of the slices that were reached. */
  readonly rows: string[];
  readonly tails: ReadonlyMap<string, Tail>;
  readonly renewed: Renewed[];
  /** Changes that are left for the database. */
  readonly others: readonly Regular[];
}

/**
 * Goes on from the tails that are known to what a few new readings reach. The database is left the changes with many readings, with no
 * tail, or with a reading that changes more than what is behind the tail.
 */
export function followTails(book: Book, regular: readonly Regular[], seqOf: SeqOf): Followed {
  const rows: string[] = [];
  const renewed: Renewed[] = [];
  const others: Regular[] = [];
  const tails = new Map<string, Tail>();
  for (const one of regular) {
    const { change, range } = one;
    const more = grown(book, change);
    if (more === undefined) {
      others.push(one);
      continue;
    }
    const version = seqOf(change.now.factory);
    for (const cell of more.cells) rows.push(sliceRow(change.now, cell.startMs, sliceContent(cell), version));
    tails.set(change.now.idText, more.tail);
    renewed.push(renewedBy(change, range));
  }
  return { rows, tails, renewed, others };
}

function grown(book: Book, { before, now, fresh }: Change): ReturnType<typeof followed> {
  const tail = book.tails.get(now.idText);
  const isNext =
    tail !== undefined && tail.last.atMs === before.lastMs && fresh !== undefined && fresh.count <= fewReadings;
  return isNext ? followed(now, tail, fresh.all()) : undefined;
}

/** The tail behind a change that the database has computed, from the last slice it wrote; undefined where it is not of the last reading. */
export function tailBehind({ now, fresh }: Change, open: Cell): Tail | undefined {
  const last = fresh?.last();
  if (last === undefined || last.atMs !== now.lastMs || last.quality === quality.retracted) return undefined;
  return endMsOf(last, ruleAt(now.eras, last.atMs)) < open.startMs ? undefined : { last, open, sameSinceMs: last.atMs };
}
