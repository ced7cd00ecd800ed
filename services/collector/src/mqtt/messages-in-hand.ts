import type { Writable } from "node:stream";
import type { IPublishPacket } from "mqtt";
import { type AcksInOrder, acksInOrder } from "./acks-in-order.ts";

/** A message as it came. */
export interface BrokerMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly isRetained: boolean;
}

export interface MessagesInHand {
  /** Takes a message, and calls `next` when there is room for another. */
  offer(packet: IPublishPacket, next: () => void): void;
  /** The connection is gone, and with it what it could have acknowledged. */
  forget(): void;
  /** Takes nothing more in, and resolves when what is in hand is answered. */
  finish(): Promise<void>;
}

/** What of a connection is used: PUBACK is written to it, and it is given up. */
type AckStream = Pick<Writable, "write" | "destroy" | "destroyed">;

export interface HandPorts {
  readonly most: number;
  readonly streamNow: () => AckStream;
  /** False: not stored in time. */
  readonly take: (message: BrokerMessage) => Promise<boolean>;
  readonly onDurable: () => void;
  readonly onBroken: (error: unknown) => void;
}

/** One connection, as long as it can acknowledge. */
interface Line {
  readonly stream: AckStream;
  readonly acks: AcksInOrder;
}

/**
 * The messages between broker and store, `most` at once; while there are so many nothing is read, and the broker has to wait. One that was
 * not stored in time gives the connection up: on the next one the broker sends again what is not acknowledged.
 */
export function messagesInHand({ most, streamNow, take, onDurable, onBroken }: HandPorts): MessagesInHand {
  const inHand = new Set<Promise<void>>();
  const waiting: (() => void)[] = [];
  let line: Line | undefined;
  let isEnding = false;

  const lineNow = (): Line => {
    const stream = streamNow();
    if (line?.stream === stream) return line;
    line = { stream, acks: acksInOrder((pubacks) => stream.write(Buffer.from(pubacks))) };
    return line;
  };
  const takeOne = async ({ topic, payload, qos, retain, messageId }: IPublishPacket, own: Line): Promise<void> => {
    const acknowledge = qos > 0 && messageId !== undefined ? own.acks.hold(messageId) : undefined;
    const bytes = typeof payload === "string" ? Buffer.from(payload) : payload;
    const isDurable = await take({ topic, payload: bytes, isRetained: retain });
    if (line !== own) return; // its connection is gone, and the broker sends it again
    if (isDurable) {
      acknowledge?.();
      onDurable();
    } else {
      line = undefined;
      own.stream.destroy();
    }
  };
  const offer = (packet: IPublishPacket, next: () => void): void => {
    const stream = streamNow();
    if (isEnding || stream.destroyed) {
      next(); // comes again on the next connection, or to the next of us
      return;
    }
    if (inHand.size >= most) {
      // What waited on a connection that is gone comes again on the next one.
      waiting.push(() => (streamNow() === stream ? offer(packet, next) : waiting.shift()?.()));
      return;
    }
    const taken = takeOne(packet, lineNow())
      .catch(onBroken)
      .finally(() => {
        inHand.delete(taken);
        waiting.shift()?.();
      });
    inHand.add(taken);
    next();
  };
  return {
    offer,
    forget: () => {
      line = undefined;
    },
    finish: async () => {
      isEnding = true;
      for (const go of waiting.splice(0)) go();
      await Promise.all(inHand);
    },
  };
}
