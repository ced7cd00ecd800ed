import { FootprintEvent, topics } from "@celadon/proto";
import { bell, type EventLog, refuse } from "@celadon/runtime";
import type { FeedOrder } from "./feed-order.ts";
import { footprinterGroup } from "./pace.ts";

/** New footprints as they are published, for any number of watchers. */
export interface FootprintFeed {
  /** Follows the topic until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
  /** A position up to which all footprints are on the shelf now; empty where nothing can be said yet. To watch on from. */
  asOf(): Promise<string>;
  /**
   * What is published behind a position, or from now on when it is empty. Events of the very position come again: several may
   * have it, and a footprint said twice changes nothing. Refused (410): what lies behind the position is not kept any more,
   * or the watcher reads too slowly. Throws when the signal aborts.
   */
  watch(after: string, signal: AbortSignal): AsyncGenerator<FootprintEvent, never, undefined>;
}

interface Kept {
  readonly event: FootprintEvent;
  readonly position: number;
  readonly bytes: number;
}

/** So much is kept for watchers who come back. */
const bytesMax = 8 * 1_048_576;

export function openFootprintFeed(log: EventLog, order: FeedOrder): FootprintFeed {
  const kept: Kept[] = [];
  const arrived = bell();
  let dropped = 0;
  let bytes = 0;
  /** All events with a higher position are kept; before anything was dropped, those with this one too. */
  let floor = order.first;
  let last = order.first;

  const keep = (value: Uint8Array): void => {
    const event = FootprintEvent.decode(value);
    last = order.numberOf(event.position, last);
    if (event.footprint === undefined) return; // one that lost its ground: nothing new to watch
    kept.push({ event: { ...event, position: order.textOf(last) }, position: last, bytes: value.length });
    bytes += value.length;
    while (bytes > bytesMax && kept.length > 1) {
      const [oldest] = kept.splice(0, 1);
      if (oldest === undefined) break;
      bytes -= oldest.bytes;
      dropped += 1;
      floor = oldest.position;
    }
  };

  const begin = (after: string): number => {
    const end = dropped + kept.length;
    if (after === "") return end;
    const position = order.numberIn(after);
    if (position === undefined) throw tooOld(after);
    if (dropped === 0 ? position < floor : position <= floor) throw tooOld(after);
    const first = kept.findIndex((one) => one.position >= position);
    return first === -1 ? end : dropped + first;
  };

  return {
    run: (signal) =>
      log.subscribe(
        order.isShared
          ? { topic: topics.footprint.name, group: order.group, fromNow: true }
          : { topic: topics.footprint.name, group: order.group },
        async ({ records, commit }) => {
          for (const { value } of records) keep(value);
          arrived.ring();
          await commit();
        },
        signal,
      ),
    asOf: async () => {
      const seen = last;
      // Asked without patience: has the footprinter finished all that was announced?
      const isDone = await log.drained({ topic: topics.activity.name, group: footprinterGroup }, AbortSignal.abort());
      if (isDone) return order.textOf(seen);
      return seen === order.first ? "" : order.textOf(seen - 1); // of the position seen last some may still be to come
    },
    watch: async function* (after, signal) {
      for (let at = begin(after); ; at++) {
        while (at >= dropped + kept.length) {
          await arrived.wait(signal);
          signal.throwIfAborted();
        }
        const next = kept[at - dropped];
        if (next === undefined) throw tooOld(after);
        yield next.event;
        signal.throwIfAborted();
      }
    },
  };
}

const tooOld = (after: string) =>
  refuse({
    status: 410,
    code: "position-gone",
    message: `What came behind position ${after} is not kept any more: list the footprints once, then watch from there.`,
  });
