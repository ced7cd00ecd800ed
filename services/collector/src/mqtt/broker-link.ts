import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "@celadon/runtime";
import mqtt, { type IPublishPacket, type MqttClient } from "mqtt";
import { type AcksInOrder, acksInOrder } from "./acks-in-order.ts";
import { backOff, inFlightOf, type LinkSettings, linkOptions } from "./link-options.ts";

/** A message as it came. */
export interface BrokerMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly isRetained: boolean;
}

export type Publish = (topic: string, payload: string | Uint8Array, options: { qos: 0 | 1; retain: boolean }) => void;

export interface LinkWork {
  readonly settings: LinkSettings;
  readonly topics: readonly string[];
  readonly qos: 0 | 1;
  /** Called in the order of the messages. False: not stored in time, and has to come again; a rejection ends the work. */
  readonly take: (message: BrokerMessage) => Promise<boolean>;
  /** Called with each connection, once the broker knows what we want to hear. */
  readonly onUp?: (publish: Publish) => void;
  /** What the broker tells others when we are gone, made anew for each connection. */
  readonly will?: () => { readonly topic: string; readonly payload: string };
  /** Called before a connection is closed for good. */
  readonly onLeave?: (publish: Publish) => void;
  readonly notes: Log;
}

/** One connection, as long as it lasts. */
interface Line {
  readonly stream: MqttClient["stream"];
  readonly acks: AcksInOrder;
}

/** How long the end waits: an answer has its four seconds, and a little for the way. */
const finishMs = 5_000;
const leaveMs = 1_000;

/**
 * Listens to a broker until the signal aborts, over as many connections as it takes. Up to `inFlight` messages are in hand; while there are
 * so many nothing is read, and the broker has to wait. Rejects only where `take` does.
 */
export async function keepBrokerLink(work: LinkWork, signal: AbortSignal): Promise<void> {
  const { settings, take, notes } = work;
  const most = inFlightOf(settings.broker);
  let fail = (_: unknown): void => undefined;
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  broken.catch(() => undefined);
  const inHand = new Set<Promise<void>>();
  const waiting: (() => void)[] = [];
  let line: Line | undefined;

  const client = mqtt.connect(settings.broker.url, { ...linkOptions(settings), manualConnect: true });
  const { options } = client;
  const renewWill = (): void => {
    const will = work.will?.();
    if (will !== undefined) options.will = { ...will, payload: Buffer.from(will.payload), qos: 1, retain: true };
  };
  const publish: Publish = (topic, payload, how) => {
    client.publish(topic, typeof payload === "string" ? payload : Buffer.from(payload), how);
  };

  /** Gives the connection up, so that the broker sends again what is not acknowledged. */
  const giveUp = (own: Line): void => {
    if (line !== own) return;
    line = undefined;
    own.stream.destroy();
  };
  const lineNow = (): Line => {
    const { stream } = client;
    if (line?.stream !== stream) {
      const acks = acksInOrder((puback) => {
        if (line?.stream === stream) stream.write(Buffer.from(puback));
      });
      line = { stream, acks };
    }
    return line;
  };
  const takeOne = async (packet: IPublishPacket, own: Line): Promise<void> => {
    const { topic, payload, qos, retain, messageId } = packet;
    const isDurable = qos > 0 && messageId !== undefined ? own.acks.hold(messageId) : undefined;
    const bytes = typeof payload === "string" ? Buffer.from(payload) : payload;
    if (await take({ topic, payload: bytes, isRetained: retain })) {
      isDurable?.();
      if (line === own) options.reconnectPeriod = backOff.leastMs;
    } else giveUp(own);
  };
  const handle = (packet: IPublishPacket, next: (notYet: Error) => void): void => {
    const { stream } = client;
    if (signal.aborted || stream.destroyed) {
      next(notYet); // comes again on the next connection, or to the next of us
      return;
    }
    if (inHand.size >= most) {
      // What waited on a connection that is gone comes again on the next one.
      waiting.push(() => (client.stream === stream ? handle(packet, next) : waiting.shift()?.()));
      return;
    }
    const taken = takeOne(packet, lineNow())
      .catch((error: unknown) => fail(error))
      .finally(() => {
        inHand.delete(taken);
        waiting.shift()?.();
      });
    inHand.add(taken);
    next(notYet);
  };
  // An error keeps the library from sending PUBACK and from nothing else; acknowledged it is when it is durable.
  client.handleMessage = (packet, callback) => handle(packet, callback);

  client.on("connect", () => {
    client.subscribe([...work.topics], { qos: work.qos }, (error, granted = []) => {
      const refused = granted.filter(({ qos }) => qos > 2).map(({ topic }) => topic);
      if (error !== null || refused.length > 0) {
        notes.warn(
          { broker: settings.broker.url, topics: refused },
          "the broker refuses topics: allow them to this user",
        );
      }
      if (client.connected) work.onUp?.(publish);
    });
    notes.info({ broker: settings.broker.url }, "connected with a broker");
  });
  client.on("close", () => {
    line = undefined;
    const period = options.reconnectPeriod === undefined ? backOff.leastMs : options.reconnectPeriod;
    options.reconnectPeriod = Math.min(backOff.mostMs, 2 * period);
    renewWill();
  });
  client.on("error", ({ message }) =>
    notes.warn({ broker: settings.broker.url, why: message }, "a broker is not reached"),
  );

  renewWill();
  client.connect();

  const stopped = new Promise<void>((done) => {
    if (signal.aborted) done();
    signal.addEventListener("abort", () => done(), { once: true });
  });
  try {
    await Promise.race([stopped, broken]);
    for (const go of waiting.splice(0)) go();
    await Promise.race([Promise.all(inHand), sleep(finishMs, undefined, { ref: false })]);
    if (client.connected) work.onLeave?.(publish);
  } finally {
    await Promise.race([client.endAsync(false), sleep(leaveMs, undefined, { ref: false })]);
    await client.endAsync(true).catch(() => undefined);
  }
}

const notYet = new Error("Held until it is durable.");
