import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "@celadon/runtime";
import mqtt from "mqtt";
import { backOff, inFlightOf, type LinkSettings, laterMs, linkOptions } from "./link-options.ts";
import { type BrokerMessage, messagesInHand } from "./messages-in-hand.ts";

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

/** How long the end waits: an answer has its four seconds, and a little for the way. */
const finishMs = 5_000;
const leaveMs = 1_000;

/**
 * Listens to a broker until the signal aborts, over as many connections as it takes. Rejects only where `take` does.
 */
export async function keepBrokerLink(work: LinkWork, signal: AbortSignal): Promise<void> {
  const { settings, notes } = work;
  const { url } = settings.broker;
  const client = mqtt.connect(url, { ...linkOptions(settings), manualConnect: true });
  const { options } = client;
  const publish: Publish = (topic, payload, how) => {
    client.publish(topic, typeof payload === "string" ? payload : Buffer.from(payload), how);
  };
  const renewWill = (): void => {
    const will = work.will?.();
    if (will !== undefined) options.will = { ...will, payload: Buffer.from(will.payload), qos: 1, retain: true };
  };
  let stop = (): void => undefined;
  let fail = (_: unknown): void => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    stop = resolve;
    fail = reject;
  });
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();

  const hand = messagesInHand({
    most: inFlightOf(settings.broker),
    streamNow: () => client.stream,
    take: work.take,
    onDurable: () => {
      options.reconnectPeriod = backOff.leastMs;
    },
    onBroken: fail,
  });
  // An error keeps the library from sending PUBACK and from nothing else; acknowledged it is when it is durable.
  client.handleMessage = (packet, callback) => hand.offer(packet, () => callback(notYet));

  client.on("connect", () => {
    notes.info({ broker: url }, "connected with a broker");
    client.subscribe([...work.topics], { qos: work.qos }, (error, asked = [], answer) => {
      const refused = asked.filter((_, i) => Number(answer?.granted[i]) >= 0x80).map(({ topic }) => topic);
      const why = error?.message;
      if (refused.length > 0)
        notes.warn({ broker: url, topics: refused, why }, "the broker refuses topics: allow them to this user");
      else if (error !== null)
        notes.warn({ broker: url, why }, "the broker did not answer what is wanted of it; it is asked again");
      if (client.connected) work.onUp?.(publish);
    });
  });
  client.on("close", () => {
    hand.forget();
    options.reconnectPeriod = laterMs(options.reconnectPeriod);
    renewWill();
  });
  client.on("error", (error) => {
    const why = error.message === "" ? String(error) : error.message; // several addresses fail without a message
    notes.warn({ broker: url, why }, "a broker is not reached");
  });

  try {
    renewWill();
    client.connect();
    await ended;
    await Promise.race([hand.finish(), sleep(finishMs, undefined, { ref: false })]);
    if (client.connected) work.onLeave?.(publish);
  } finally {
    signal.removeEventListener("abort", stop);
    await Promise.race([client.endAsync(false), sleep(leaveMs, undefined, { ref: false })]);
    await client.endAsync(true).catch(() => undefined);
  }
}

const notYet = new Error("Held until it is durable.");
