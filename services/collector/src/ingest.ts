import { type ReadingChunk, risingChannels } from "@celadon/meter-to-telemetry";
import {
  type Caller,
  type EventLog,
  type Meter,
  noMeter,
  type Place,
  placeText,
  refuseForeign,
  type Store,
} from "@celadon/runtime";
import { countAccepted } from "./count-accepted.ts";
import type { Door } from "./decoder-of.ts";
import { meteredLines } from "./metered-lines.ts";
import { type RefusedLine, refusedLines } from "./refused-lines.ts";
import { settle as settleChunk } from "./settle.ts";
import { unknownPlants } from "./unknown-plants.ts";
import { warningsOf } from "./warnings-of.ts";

export interface CollectorPorts {
  readonly store: Store;
  readonly log: EventLog;
  readonly now: () => number;
  /** Whether the ledger is another process, which judges later what is accepted now. */
  readonly isShared: boolean;
  /** Throws a refusal while nothing can be stored, before a byte is read. */
  readonly refuseWhenStalled: () => void;
  readonly meter?: Meter;
}

/** What the sender is told. `accepted + quarantined + rejected` is every line that was not blank. */
export interface IngestReport {
  readonly request: string;
  /** Where the last of it stands in the log: what is read after this position has it all. Empty: nothing was accepted. */
  readonly position: string;
  readonly accepted: number;
  readonly quarantined: number;
  readonly rejected: number;
  /** Of those stored: the same reading twice within some 50,000 lines, and another content for the same key. */
  readonly duplicates: number;
  readonly conflicts: number;
  /** The first hundred lines whose key an earlier line has with another content; the larger content stands. */
  readonly conflictLines: readonly number[];
  readonly reasons: Readonly<Record<string, number>>;
  /** Sentences about what was taken and looks wrong: a factory without a model, a register read as amounts, a header at odds with its unit. */
  readonly warnings: readonly string[];
  readonly refused: readonly RefusedLine[];
  readonly refusedLeftOut: number;
  /** Where they can be looked up, and how many of them. */
  readonly refusedAt: string;
  readonly refusedKept: number;
}

/** A body that broke off: what came before the break is stored, and the report says how much. */
export interface Ingested {
  readonly report: IngestReport;
  readonly broken: Error | undefined;
}

/** Who sends, when, from where, and the name the request got. */
export interface Sending {
  readonly request: string;
  readonly origin: string;
  readonly receivedMs: number;
  readonly caller: Caller;
}

const conflictsShown = 100;

/**
 * Reads a body to its end and answers when everything readable in it is stored and its windows are current. Memory is
 * bounded: at most two chunks are on their way while the next is decoded, and the sender waits meanwhile. Refused at the first
 * reading of a factory that is not the caller's.
 */
export async function ingest(
  body: AsyncIterable<Uint8Array>,
  { decoderFor, rule }: Door,
  { request, origin, receivedMs, caller }: Sending,
  { store, log, isShared, meter = noMeter }: CollectorPorts,
): Promise<Ingested> {
  const refused = meteredLines(refusedLines(store, request, receivedMs), meter);
  const rising = risingChannels();
  const conflictLines: number[] = [];
  const undeclared = new Set<string>();
  let quarantined = 0;
  let place: Place | undefined;
  let inFlight = Promise.resolve();

  const settle = async (chunk: ReadingChunk, before: Promise<void>): Promise<void> => {
    const [settled] = await Promise.all([settleChunk(chunk, { receivedMs, origin }, { store, log, isShared }), before]);
    place = settled.place;
    for (const { line, reason, evidence } of settled.quarantined ?? []) {
      quarantined += 1;
      if (reason === "unknown-channel") undeclared.add(chunk.factory);
      refused.add({ line, verdict: "quarantined", reason, evidence });
    }
    await refused.store(false);
  };
  const decoder = decoderFor({
    chunk: (chunk) => {
      refuseForeign(caller, chunk.factory); // what came before it is stored, and is theirs
      rising.see(chunk);
      conflictLines.push(...chunk.conflictLines.slice(0, conflictsShown - conflictLines.length));
      const before = inFlight;
      inFlight = settle(chunk, before);
      inFlight.catch(() => undefined); // whoever waits for it next has the error
      return before;
    },
    refused: ({ line, reason, evidence, bytes }) => refused.add({ line, verdict: "rejected", reason, evidence }, bytes),
  });

  let broken: Error | undefined;
  try {
    for await (const part of body) {
      await decoder.push(part);
      await refused.store(false);
    }
  } catch (error) {
    if (!isBodyError(error)) throw error;
    broken = error;
  }
  await (broken === undefined ? decoder.end() : decoder.flush());
  await inFlight;
  await refused.store(true);

  const { readings, refused: rejected, duplicates, conflicts } = decoder.counts();
  countAccepted(meter, { accepted: readings - quarantined, duplicates });
  const report: IngestReport = {
    request,
    position: place === undefined ? "" : placeText(place),
    accepted: readings - quarantined,
    quarantined,
    rejected,
    duplicates,
    conflicts,
    conflictLines,
    reasons: refused.reasons(),
    warnings: [
      ...(await unknownPlants(store, [...undeclared], caller)),
      ...(await warningsOf(store, { rule, risen: rising.risen() })),
    ],
    refused: refused.first(),
    refusedLeftOut: refused.leftOut(),
    refusedAt: `/v1/requests/${request}/refused`,
    refusedKept: refused.kept(),
  };
  return { report, broken };
}

/** A compressed body that is no gzip or ends in the middle, or a sender who went away: faults of the body, not of ours. */
const isBodyError = (error: unknown): error is Error =>
  error instanceof Error &&
  "code" in error &&
  typeof error.code === "string" &&
  (error.code.startsWith("Z_") || error.code === "ECONNRESET" || error.code === "ERR_STREAM_PREMATURE_CLOSE");
