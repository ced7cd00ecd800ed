import { setTimeout } from "node:timers/promises";
import { chunkOf, type MeterReading } from "@celadon/meter-to-telemetry";
import { noMeter, within } from "@celadon/runtime";
import { countAccepted } from "../count-accepted.ts";
import type { CollectorPorts } from "../ingest.ts";
import { meteredLines } from "../metered-lines.ts";
import { refusedLines } from "../refused-lines.ts";
import { settle } from "../settle.ts";

/** What one frame or message brought. */
export interface Delivery {
  readonly factory: string;
  /** The way it came, such as `hj212:192.0.2.7`. */
  readonly origin: string;
  readonly receivedMs: number;
  readonly readings: readonly MeterReading[];
}

/** Bytes that are no reading, once for all of them. */
export interface RefusedBytes {
  /** The source, such as `hj212:192.0.2.7`: under it they are found. */
  readonly origin: string;
  readonly reason: string;
  /** A sentence: the rule, what breaks it, the fix. */
  readonly evidence: string;
  readonly content: Uint8Array;
}

export interface MeterDoor {
  /** Resolves when the readings are durable; rejects after `answerMsMax`, and then they have to be sent again. */
  deliver(delivery: Delivery): Promise<void>;
  /** Resolves when the bytes are kept. */
  refuse(refused: RefusedBytes): Promise<void>;
}

export interface MeterDoorPorts extends CollectorPorts {
  /** How long a delivery may wait for its answer. */
  readonly answerMsMax: number;
}

/** A delivery waits so long for others of its factory, because a commit costs as much for one as for a thousand. */
const gatherMs = 5;
/** A batch on its way has at most so many and those of one more delivery; the next begins another. */
const togetherMax = 50_000;
/** Readings on their way; who brings more waits. */
const underWayMax = 200_000;

interface Gathered {
  readonly readings: MeterReading[];
  readonly sent: Promise<void>;
}

const keyOf = ({ origin, factory }: Delivery): string => `${origin}\n${factory}`;

/** The one way of devices into topic telemetry: what comes within some milliseconds for one factory travels together. */
export function openMeterDoor(ports: MeterDoorPorts): MeterDoor {
  const { answerMsMax, meter = noMeter, now } = ports;
  const gathered = new Map<string, Gathered>();
  let underWay = 0;
  const waiting: (() => void)[] = [];

  const send = async ({ factory, origin, receivedMs }: Delivery, readings: readonly MeterReading[]): Promise<void> => {
    ports.refuseWhenStalled();
    const chunk = chunkOf(factory, readings);
    const { quarantined = [] } = await settle(chunk, { receivedMs, origin }, ports);
    countAccepted(meter, { accepted: chunk.count - quarantined.length, duplicates: chunk.duplicates });
    for (const { reason } of quarantined) meter.count("celadon_readings_total", { verdict: "quarantined", reason }, 1);
  };

  const begin = (first: Delivery): Gathered => {
    const key = keyOf(first);
    const readings: MeterReading[] = [];
    const sent = setTimeout(gatherMs).then(async () => {
      if (gathered.get(key)?.readings === readings) gathered.delete(key);
      try {
        await send(first, readings);
      } finally {
        underWay -= readings.length;
        for (const go of waiting.splice(0)) go();
      }
    });
    sent.catch(() => undefined); // each delivery of it is told by itself
    const begun = { readings, sent };
    gathered.set(key, begun);
    return begun;
  };

  const stored = async (delivery: Delivery): Promise<void> => {
    const count = delivery.readings.length;
    while (underWay > 0 && underWay + count > underWayMax) await new Promise<void>((go) => waiting.push(go));
    underWay += count;
    const { readings, sent } = gathered.get(keyOf(delivery)) ?? begin(delivery);
    for (const reading of delivery.readings) readings.push(reading);
    if (readings.length >= togetherMax) gathered.delete(keyOf(delivery));
    await sent;
  };

  return {
    deliver: async (delivery) => {
      if (delivery.readings.length === 0) return;
      await within(answerMsMax, stored(delivery), () => new NotYetStored(delivery.origin, answerMsMax));
    },
    refuse: async ({ origin, reason, evidence, content }) => {
      const lines = meteredLines(refusedLines(ports.store, origin, now()), meter);
      lines.add({ line: 1, verdict: "rejected", reason, evidence }, content);
      await lines.store(true);
    },
  };
}

/** Nothing is lost: the sender gets no acknowledgement, and sends again. */
export class NotYetStored extends Error {
  constructor(origin: string, answerMsMax: number) {
    super(
      `What ${origin} sent is not stored after ${answerMsMax / 1000} s: it gets no acknowledgement and has to send it again.`,
    );
    this.name = "NotYetStored";
  }
}
