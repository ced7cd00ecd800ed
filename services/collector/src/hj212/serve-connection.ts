import type { Socket } from "node:net";
import { framer } from "@celadon/hj212";
import { fewRefusals } from "../meters/few-refusals.ts";
import type { Turns } from "../meters/turns.ts";
import type { FrameCounts } from "./frame-counts.ts";
import { frameOptions } from "./frame-options.ts";
import type { Arrived, Hj212Ports } from "./hj212-ports.ts";
import type { Peer } from "./peer.ts";
import { type FrameResult, takeFrame } from "./take-frame.ts";
import { withoutPassword } from "./without-password.ts";

/** Bytes a peer may leave unread of what it is sent; then it is not read either. */
const unreadMax = 65_536;

/** One open connection. */
export interface Connection {
  readonly address: string;
  readonly openedMs: number;
  /** When the last frame came whose CRC was right; undefined before the first. */
  readonly framedMs: () => number | undefined;
  /** Reads no more, and resolves when what was read is taken. */
  readonly finish: () => Promise<void>;
  readonly close: () => void;
}

/** What a connection shares with the others. */
export interface ConnectionShare {
  readonly address: string;
  readonly inHandMost: () => number;
  readonly counts: FrameCounts;
  readonly turns: Turns;
}

/**
 * Serves a socket until it closes. What is read is taken in the turns that all connections share. With `inHandMost` frames
 * in hand the socket is not read until half of them are done.
 */
export function serveConnection(
  socket: Socket,
  { address, inHandMost, counts, turns }: ConnectionShare,
  ports: Hj212Ports,
): Connection {
  const origin = `hj212:${address}`;
  const refusals = fewRefusals(ports.door, origin, ports.now, withoutPassword);
  const openedMs = ports.now();
  let framedMs: number | undefined;
  let inHand = 0;
  /** What was read and waits for its turn, and for room in hand. */
  const unread: (() => void)[] = [];
  let isDue = false;
  let isFinishing = false;
  let isEnded = false;
  let isShutOut = false;
  let finished = (): void => undefined;

  const steer = (): void => {
    const most = inHandMost();
    const isFull =
      inHand >= most || socket.writableLength > unreadMax || isFinishing || unread.length > (turns.isFull() ? 0 : 1);
    if (isFull) socket.pause();
    else if (socket.isPaused() && inHand <= most / 2) socket.resume();
    if (inHand === 0 && unread.length === 0) {
      if (isFinishing) finished();
      if (isEnded) socket.end(); // it sends no more, and has its answers
    }
    if (isDue || unread.length === 0 || inHand >= most) return;
    isDue = true;
    turns.add(() => {
      isDue = false;
      unread.shift()?.();
      steer();
    });
  };
  const peer: Peer = {
    address,
    isOpen: () => !socket.destroyed && socket.writable,
    shutOut: () => {
      isShutOut = true;
      socket.destroy();
    },
    send: (bytes) => {
      if (!socket.writable) return;
      socket.write(bytes);
      steer();
    },
  };
  /** What a frame does to us is no reason to stop: it is told, and the frame gets no answer. */
  const broken = (error: unknown): FrameResult => {
    ports.notes.error({ err: error, from: address }, "a frame could not be taken, and was not answered");
    return "not-stored";
  };
  const attempt = (arrived: Arrived): FrameResult | Promise<FrameResult> => {
    try {
      const taken = takeFrame(arrived, ports);
      return typeof taken === "string" ? taken : taken.catch(broken);
    } catch (error) {
      return broken(error);
    }
  };
  const stream = framer(({ frame, bytes }) => {
    if (isShutOut) return;
    const receivedMs = ports.now();
    if (frame.fields.length > 0) framedMs = receivedMs;
    const taken = attempt({ frame, bytes, peer, origin, refusals, receivedMs });
    if (typeof taken === "string") return counts.add(taken);
    inHand += 1;
    taken.then((result) => {
      inHand -= 1;
      counts.add(result);
      steer();
    });
  }, frameOptions(ports.register.find));
  const inTurn = (work: () => void): void => {
    unread.push(work);
    steer();
  };
  socket.on("data", (bytes: Buffer) => inTurn(() => stream.push(bytes)));
  socket.on("drain", steer);
  socket.on("end", () =>
    inTurn(() => {
      stream.end();
      isEnded = true;
    }),
  );
  socket.on("error", () => socket.destroy()); // a peer that goes away in the middle is no fault of ours
  return {
    address,
    openedMs,
    framedMs: () => framedMs,
    finish: () =>
      new Promise<void>((done) => {
        finished = done;
        isFinishing = true;
        steer();
      }),
    close: () => socket.destroy(),
  };
}
