import type { ReadingChunk } from "@celadon/meter-to-telemetry";
import { topics } from "@celadon/proto";
import { localText } from "@celadon/quantity";
import type { EventLog, Store } from "@celadon/runtime";
import { reasonText } from "@celadon/telemetry-to-activity";
import { newestModel } from "./newest-model.ts";
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
  readonly position: number;
  readonly quarantined: readonly QuarantinedLine[];
}

/** Makes a chunk durable and its windows current, and tells which of its rows do not count. A repeat changes nothing. */
export async function settle(
  chunk: ReadingChunk,
  receipt: { readonly receivedMs: number; readonly origin: string },
  { store, log }: { readonly store: Store; readonly log: EventLog },
): Promise<Settled> {
  // 1. Durable and in the windows: the embedded log resolves when the ledger has committed.
  const { position } = await log.publish(topics.telemetry.name, chunk.factory, toRecord(chunk, receipt));
  // 2. Which of its rows do not count, by what the ledger now says.
  const rows = await quarantinedIn(store, chunk);
  const declaredFrom = await declaredFromTexts(store, chunk.factory, rows);
  return { position, quarantined: rows.map((row) => quarantinedLine(chunk, row, declaredFrom)) };
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
