import type { ReadingChunk } from "@celadon/meter-to-telemetry";
import { readingLimits, topics } from "@celadon/proto";
import { localText } from "@celadon/quantity";
import type { EventLog, Place, Store } from "@celadon/runtime";
import { reasonText } from "@celadon/telemetry-to-activity";
import { newestModel } from "./newest-model.ts";
import { piecesOf } from "./pieces-of.ts";
import { type QuarantinedRow, quarantinedIn } from "./quarantined-in.ts";
import { toRecord } from "./to-record.ts";

/** A row of a chunk that is kept and does not count, for the one who sent it. */
export interface QuarantinedLine {
  readonly row: number;
  readonly line: number;
  readonly channel: string;
  readonly atMs: number;
  readonly reason: string;
  readonly evidence: string;
}

export interface Settled {
  /** Where the chunk stands in the log. */
  readonly place: Place;
  /** Undefined: the ledger is another process, which judges later. */
  readonly quarantined: readonly QuarantinedLine[] | undefined;
}

export interface SettlePorts {
  readonly store: Store;
  readonly log: EventLog;
  /** Whether the ledger is another process: then a chunk is durable in pieces of one message each, and judged later. */
  readonly isShared: boolean;
}

/**
 * Makes a chunk durable, and where the ledger is in this process its windows current; then tells which of its rows do not count.
 * A repeat changes nothing.
 */
export async function settle(
  chunk: ReadingChunk,
  receipt: { readonly receivedMs: number; readonly origin: string },
  ports: SettlePorts,
): Promise<Settled> {
  // 1. Durable: in the log, and embedded in the windows too, as that log resolves when the ledger has committed.
  const place = await publish(chunk, receipt, ports);
  if (ports.isShared) return { place, quarantined: undefined };
  // 2. Which of its rows do not count, by what the ledger now says.
  const { store } = ports;
  const rows = await quarantinedIn(store, chunk);
  const declaredFrom = await declaredFromTexts(store, chunk.factory, rows);
  return { place, quarantined: rows.map((row) => quarantinedLine(chunk, row, declaredFrom)) };
}

/** The place of the last piece: all of a factory lies in one partition, so with it everything before is reached. */
async function publish(
  chunk: ReadingChunk,
  receipt: { readonly receivedMs: number; readonly origin: string },
  { log, isShared }: SettlePorts,
): Promise<Place> {
  const send = (piece: ReadingChunk): Promise<Place> =>
    log.publish(topics.telemetry.name, chunk.factory, toRecord(piece, receipt));
  if (!isShared) return send(chunk);
  const { rowsPerMessage, bytesPerMessage } = readingLimits;
  const places = await Promise.all(piecesOf(chunk, { rows: rowsPerMessage, bytes: bytesPerMessage }).map(send));
  return places.reduce((last, place) => (place.position > last.position ? place : last));
}

/** When channels begin to be declared, by the clock of their plant. */
async function declaredFromTexts(
  store: Store,
  factory: string,
  rows: readonly QuarantinedRow[],
): Promise<ReadonlyMap<number, string>> {
  const instants = new Set(
    rows.flatMap(({ declaredFromMs }) => (declaredFromMs === undefined ? [] : [declaredFromMs])),
  );
  if (instants.size === 0) return new Map();
  const zone = (await newestModel(store, factory))?.timeZone ?? "UTC";
  return new Map([...instants].map((atMs) => [atMs, localText(atMs, zone)]));
}

function quarantinedLine(
  chunk: ReadingChunk,
  { row, reason, declaredFromMs }: QuarantinedRow,
  declaredFrom: ReadonlyMap<number, string>,
): QuarantinedLine {
  const channel = chunk.channels[chunk.channel[row] as number] as string; // every row points to a name of its chunk
  const atMs = Number(chunk.atMs[row]);
  return {
    row,
    line: chunk.line[row] as number,
    channel,
    atMs,
    reason,
    evidence: reasonText(reason, {
      factory: chunk.factory,
      channel,
      declaredFrom: declaredFromMs === undefined ? undefined : declaredFrom.get(declaredFromMs),
    }),
  };
}
