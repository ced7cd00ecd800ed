import { exceptionText, isForNow, type ReadRequest, readAnswer, requestFrame } from "@celadon/meter-to-telemetry";
import { backOffMs } from "./back-off.ts";
import type { ModbusPorts } from "./modbus-ports.ts";
import { type Connection, type Failure, openConnection } from "./open-connection.ts";

/** How a question ended. */
export type Asked =
  | { readonly kind: "data"; readonly data: Uint8Array; readonly frame: Uint8Array; readonly sentMs: number }
  /** The slave does not give what was asked for; asking again does not help. */
  | { readonly kind: "exception"; readonly code: number; readonly frame: Uint8Array }
  /** Nobody answered, or not to this question: what is asked for is unknown, and may be asked again. */
  | {
      readonly kind: "failed";
      readonly why: Failure | "busy";
      readonly problem: string;
      readonly bytes: Uint8Array;
    };

export interface SlaveLine {
  readonly ask: (request: ReadRequest, timeoutMs: number) => Promise<Asked>;
  readonly close: () => void;
}

const idleMs = 30_000;
const restMsMax = 60_000;

/** The one connection to a host and port. Who asks waits for its turn: a slave has one question at a time. */
export function slaveLine(at: { readonly host: string; readonly port: number }, ports: ModbusPorts): SlaveLine {
  const { now, random, meter } = ports;
  const over = new AbortController();
  let connection: Connection | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let failures = 0;
  let restsUntilMs: number | undefined;
  // Not from 0: what still is under way from before a restart must not fit.
  let transaction = Math.floor(random() * 65_536);

  const failed = (why: Failure | "busy", problem: string, bytes: Uint8Array = new Uint8Array(0)): Asked => {
    return { kind: "failed", why, problem: `${at.host}:${at.port}: ${problem}`, bytes };
  };
  const connected = async (timeoutMs: number): Promise<Connection | Asked> => {
    if (connection?.isOpen()) return connection;
    if (over.signal.aborted) return failed("closed", "The collector stops.");
    // Longer than any rest: the clock was set back.
    const restMs = restsUntilMs === undefined ? -1 : restsUntilMs - now();
    if (restMs > 0 && restMs <= restMsMax)
      return failed("unreachable", "It could not be reached, and is tried again soon.");
    try {
      connection = await openConnection(at, timeoutMs, over.signal);
      failures = 0;
      restsUntilMs = undefined;
      return connection;
    } catch (error) {
      failures += 1;
      restsUntilMs = now() + backOffMs(failures, random) / 2;
      return failed("unreachable", `It cannot be reached (${error instanceof Error ? error.message : error}).`);
    }
  };
  const askNow = async (request: ReadRequest, timeoutMs: number): Promise<Asked> => {
    const open = await connected(timeoutMs);
    if ("kind" in open) return open;
    transaction = (transaction + 1) % 65_536;
    const sentMs = now();
    const came = await open.exchange(requestFrame(request, transaction), timeoutMs);
    if (came.kind === "failed") return failed(came.why, came.problem, came.bytes);
    const { frame } = came;
    const answer = readAnswer(frame, request, transaction);
    if (answer.kind === "data") return { kind: "data", data: answer.data, frame, sentMs };
    if (answer.kind === "wrong") {
      open.close();
      return failed("wrong-answer", answer.problem, frame);
    }
    if (isForNow(answer.code)) return failed("busy", `The answer is exception ${exceptionText(answer.code)}.`, frame);
    return { kind: "exception", code: answer.code, frame };
  };

  return {
    ask: (request, timeoutMs) => {
      const turn = last.then(async () => {
        clearTimeout(idle);
        const asked = await askNow(request, timeoutMs);
        meter.count("celadon_modbus_requests_total", { result: asked.kind === "failed" ? asked.why : asked.kind }, 1);
        idle = setTimeout(() => connection?.close(), idleMs).unref();
        return asked;
      });
      last = turn.catch(() => undefined);
      return turn;
    },
    close: () => {
      over.abort();
      clearTimeout(idle);
      connection?.close();
    },
  };
}
