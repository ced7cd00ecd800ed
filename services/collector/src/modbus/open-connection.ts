import { once } from "node:events";
import { connect } from "node:net";
import { frameLength } from "@celadon/meter-to-telemetry";
import { whenOverdue } from "./when-overdue.ts";

/** Why a question has no answer. */
export type Failure = "unreachable" | "silent" | "closed" | "wrong-answer";

/** What came to a question. */
export type Came =
  | { readonly kind: "frame"; readonly frame: Uint8Array }
  | { readonly kind: "failed"; readonly why: Failure; readonly problem: string; readonly bytes: Uint8Array };

export interface Connection {
  /** Sends a question, and waits for one whole frame. One at a time. After a failure it is closed: what comes late is heard by nobody. */
  exchange(question: Uint8Array, timeoutMs: number): Promise<Came>;
  isOpen(): boolean;
  close(): void;
}

const nothing = new Uint8Array(0);

/** Connects, or rejects with why not: in time, or when the signal aborts. */
export async function openConnection(
  { host, port }: { readonly host: string; readonly port: number },
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Connection> {
  const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 10_000 });
  const late = new AbortController();
  const isHere = whenOverdue(timeoutMs, () => late.abort());
  try {
    await once(socket, "connect", { signal: AbortSignal.any([signal, late.signal]) });
  } catch (error) {
    socket.on("error", () => undefined);
    socket.destroy();
    throw late.signal.aborted ? new Error(`no connection after ${timeoutMs / 1_000} s`) : error;
  } finally {
    isHere();
  }
  let bytes: Uint8Array = nothing;
  let answered: ((came: Came) => void) | undefined;
  const end = (came: Came): void => {
    if (came.kind === "failed") socket.destroy();
    answered?.(came);
    answered = undefined;
    bytes = nothing;
  };
  const fail = (why: Failure, problem: string): void => end({ kind: "failed", why, problem, bytes });
  socket.on("error", ({ message }) => fail("closed", `The connection broke (${message}).`));
  socket.on("close", () => fail("closed", "The slave closed the connection."));
  socket.on("data", (part: Buffer) => {
    bytes = bytes.length === 0 ? part : Buffer.concat([bytes, part]);
    if (answered === undefined) return fail("wrong-answer", "Something came that nobody asked for.");
    const length = frameLength(bytes);
    if (length === 0) return fail("wrong-answer", "What came is no frame of Modbus TCP.");
    if (length === undefined || bytes.length < length) return;
    if (bytes.length > length) return fail("wrong-answer", "More came than one answer.");
    end({ kind: "frame", frame: bytes });
  });
  return {
    exchange: async (question, timeoutMs) => {
      if (socket.destroyed) return { kind: "failed", why: "closed", problem: "The connection is closed.", bytes };
      const came = new Promise<Came>((done) => {
        answered = done;
      });
      socket.write(question);
      const isHere = whenOverdue(timeoutMs, () => fail("silent", `No answer after ${timeoutMs / 1_000} s.`));
      try {
        return await came;
      } finally {
        isHere();
      }
    },
    isOpen: () => !socket.destroyed && socket.readyState === "open",
    close: () => socket.destroy(),
  };
}
