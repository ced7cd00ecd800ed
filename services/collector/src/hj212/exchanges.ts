import { setTimeout as sleep } from "node:timers/promises";
import { type Exchange, type Field, type Frame, qnOf } from "@celadon/hj212";
import { isOwnAnswer } from "./own-answer.ts";
import type { Peer } from "./peer.ts";

/** How a request ended. */
export type ExchangeEnd =
  /** Carried out (ExeRtn 1, or a notice's 9013). */
  | { readonly kind: "done" }
  /** The station has nothing of that time (ExeRtn 100). */
  | { readonly kind: "no-data" }
  /** It will not (QnRtn), or could not (ExeRtn); the code as it came. */
  | { readonly kind: "refused"; readonly code: string }
  /** No answer, after three more tries; or it went away. */
  | { readonly kind: "silent" };

/** What a request needs to know of the one it is for. */
export interface Wanted {
  readonly mn: string;
  readonly peer: Peer;
  readonly exchange: Omit<Exchange, "qn">;
  readonly fields: (exchange: Exchange) => readonly Field[];
  readonly encode: (fields: readonly Field[]) => Uint8Array | undefined;
}

/** Requests to stations, one at a time of each. */
export interface Exchanges {
  /** Undefined: another one with this station is not over. */
  readonly ask: (wanted: Wanted) => Promise<ExchangeEnd> | undefined;
  /** A frame of the station: an answer (9011, 9012, 9013), or data, which keep its exchange alive. */
  readonly hear: (mn: string, frame: Frame) => void;
  readonly isBusy: (mn: string) => boolean;
}

export interface ExchangeTimes {
  /** How long an answer may take before the request is sent again; a request is sent four times in all. */
  readonly answerMs: number;
  /** How long a station may be silent between its 9011, its data and its 9012. */
  readonly workMs: number;
}

const usualTimes: ExchangeTimes = { answerMs: 10_000, workMs: 60_000 };
const resends = 3;

interface Open {
  readonly qn: string;
  isTaken: boolean;
  heardMs: number;
  end: ExchangeEnd | undefined;
  /** Ends the wait for the next answer. */
  wake: () => void;
}

/**
 * Request -> 9011 -> data -> 9012. A request that is sent again repeats its QN and content; an answer to another QN is one to an
 * exchange that is over.
 */
export function openExchanges(
  now: () => number,
  signal: AbortSignal,
  { answerMs, workMs }: ExchangeTimes = usualTimes,
): Exchanges {
  const open = new Map<string, Open>();
  let lastQnMs = 0;

  const run = async ({ mn, peer, exchange, fields, encode }: Wanted): Promise<ExchangeEnd> => {
    lastQnMs = Math.max(lastQnMs + 1, now()); // two exchanges never have one name
    const qn = qnOf(lastQnMs);
    const bytes = qn === undefined ? undefined : encode(fields({ ...exchange, qn }));
    if (qn === undefined || bytes === undefined) return { kind: "refused", code: "not sent" };
    const own: Open = { qn, isTaken: false, heardMs: now(), end: undefined, wake: () => undefined };
    open.set(mn, own);
    try {
      for (let sent = 0; sent <= resends && !own.isTaken && own.end === undefined; sent++) {
        if (!peer.isOpen() || signal.aborted) return { kind: "silent" };
        peer.send(bytes);
        await heard(own, answerMs);
      }
      while (own.isTaken && own.end === undefined && now() - own.heardMs < workMs && !signal.aborted) {
        if (!peer.isOpen()) return { kind: "silent" };
        await heard(own, Math.min(workMs, 1_000));
      }
      return own.end ?? { kind: "silent" };
    } finally {
      open.delete(mn);
    }
  };

  /** Waits for the next answer, at most so long. */
  const heard = async (own: Open, ms: number): Promise<void> => {
    const answered = new AbortController();
    own.wake = () => answered.abort();
    await sleep(ms, undefined, { signal: AbortSignal.any([signal, answered.signal]) }).catch(() => undefined);
  };

  return {
    ask: (wanted) => (open.has(wanted.mn) ? undefined : run(wanted)),
    isBusy: (mn) => open.has(mn),
    hear: (mn, frame) => {
      const own = open.get(mn);
      if (own === undefined) return;
      if (!isOwnAnswer(frame.cn)) {
        own.heardMs = now();
        return;
      }
      if (frame.qn !== own.qn) return;
      own.heardMs = now();
      const returned = (name: string) => frame.fields.find(([field]) => field === name)?.[1];
      if (frame.cn === "9013") own.end = { kind: "done" };
      if (frame.cn === "9011") {
        const code = returned("QnRtn");
        if (code === "1") own.isTaken = true;
        else own.end = { kind: "refused", code: `QnRtn ${code ?? "missing"}` };
      }
      if (frame.cn === "9012") {
        const code = returned("ExeRtn");
        if (code === "1") own.end = { kind: "done" };
        else if (code === "100") own.end = { kind: "no-data" };
        else own.end = { kind: "refused", code: `ExeRtn ${code ?? "missing"}` };
      }
      own.wake();
    },
  };
}
