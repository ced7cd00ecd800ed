import { takeBatch } from "@celadon/meter-to-telemetry";
import {
  ReadingBatch,
  type SendReadingsRequest,
  type StreamReadingsResponse,
  type VerdictCounts,
} from "@celadon/proto";
import { type Caller, noMeter, placeText, refuse, refuseForeign, within } from "@celadon/runtime";
import { quarantine, rejectionsOf } from "./batch-refusal.ts";
import { countAccepted } from "./count-accepted.ts";
import type { CollectorPorts } from "./ingest.ts";
import { meteredLines } from "./metered-lines.ts";
import { refusedLines } from "./refused-lines.ts";
import { requestName } from "./request-name.ts";
import { type Settled, settle } from "./settle.ts";

/** Refused readings that an answer names; the rest is counted, and all are kept under the request's id. */
export const refusedMax = 1_000;

/** The answer to one batch. */
export type Answer = StreamReadingsResponse & { readonly counts: VerdictCounts };

/** The batches of one call, each taken and answered by itself. */
export interface TelemetryCall {
  /** Under this name the refused rows are kept, as those of an HTTP request are. */
  readonly request: string;
  /** Answers when the batch is stored and its windows are current; refuses a batch that nobody can read. */
  readonly take: (request: SendReadingsRequest) => Promise<Answer>;
}

export interface TelemetryPorts extends CollectorPorts {
  /** How long the oldest batch without an answer may take; a sender who waits longer is told to send again. */
  readonly answerMsMax: number;
}

/** Who sends, and from where. */
export interface Sender {
  readonly origin: string;
  readonly caller: Caller;
}

export function openCall({ origin, caller }: Sender, ports: TelemetryPorts): TelemetryCall {
  const request = requestName(caller);
  const meter = ports.meter ?? noMeter;
  const kept = meteredLines(refusedLines(ports.store, request, ports.now()), meter);
  let lastSeq: bigint | undefined;
  let linesBefore = 0;
  let before: Promise<unknown> = Promise.resolve();

  /** The clock of a batch runs from the answer to the one before it: while answers come, nobody is told to send again. */
  const stored = (seq: bigint, work: Promise<Settled>): Promise<Settled> => {
    work.catch(() => undefined); // it may fail while the one before is still waited for; it is told in its turn
    const mine = before.then(() => within(ports.answerMsMax, work, () => notYetStored(seq, ports.answerMsMax)));
    before = mine.catch(() => undefined);
    return mine;
  };

  const take = async ({ seq, batch = ReadingBatch.create() }: SendReadingsRequest): Promise<Answer> => {
    if (lastSeq !== undefined && seq <= lastSeq)
      throw malformed(seq, `"seq" must rise, and the one before was ${lastSeq}.`);
    lastSeq = seq;
    refuseForeign(caller, batch.factory);
    ports.refuseWhenStalled();
    const receivedMs = ports.now();
    const taken = takeBatch(batch, receivedMs);
    if (taken.kind !== "accept") throw malformed(seq, taken.evidence);
    const { chunk, refused, duplicateRows } = taken.value;
    const first = linesBefore + 1;
    linesBefore += batch.count;

    const rejections = rejectionsOf(seq, batch);
    for (const row of refused) {
      const { reason, evidence } = row;
      kept.add({ line: first + row.row, verdict: "rejected", reason, evidence }, rejections.content(row));
    }
    const { place, quarantined = [] } =
      chunk.count === 0 ? nothing : await stored(seq, settle(chunk, { receivedMs, origin }, ports));
    // A repeat is told once, as a repeat: its first copy has the verdict.
    const held = quarantined.filter(({ row }) => !duplicateRows.has(row));
    for (const { line, reason, evidence } of held) {
      kept.add({ line: first + line - 1, verdict: "quarantined", reason, evidence });
    }
    await kept.store(true);

    const accepted = chunk.count - held.length - duplicateRows.size;
    countAccepted(meter, { accepted: accepted + duplicateRows.size, duplicates: duplicateRows.size });
    const told = [...refused.map(rejections.refusal), ...held.map((line) => quarantine(seq, line))];
    return {
      seq,
      position: place === undefined ? "" : placeText(place),
      counts: {
        accepted: BigInt(accepted),
        quarantined: BigInt(held.length),
        rejected: BigInt(refused.length),
        duplicate: BigInt(duplicateRows.size),
      },
      refused: told.toSorted((a, b) => a.index - b.index).slice(0, refusedMax),
      refusedLeftOut: BigInt(Math.max(0, told.length - refusedMax)),
    };
  };
  return { request, take };
}

const nothing = { place: undefined, quarantined: [] } as const;

const malformed = (seq: bigint, problem: string) =>
  refuse({
    status: 400,
    code: "bad-batch",
    message: `Request ${seq}: ${problem}`,
    details: [{ path: "batch", problem }],
  });

const notYetStored = (seq: bigint, answerMsMax: number) =>
  refuse({
    status: 503,
    code: "not-yet-stored",
    message: `Request ${seq} is not stored after ${answerMsMax / 1000} s: send everything unanswered again, what is there already changes nothing.`,
  });
