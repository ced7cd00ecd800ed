import type { MeterReading } from "@celadon/meter-to-telemetry";
import { topics } from "@celadon/proto";
import { type Log, noMeter, within } from "@celadon/runtime";
import type { CollectorPorts } from "../ingest.ts";
import { countVerdicts } from "./count-verdicts.ts";
import { messagesOf, readingsRecord } from "./readings-record.ts";
import { type RefusedBytes, refusedBook } from "./refused-book.ts";
import { turnstile } from "./turnstile.ts";

/** What one frame or message brought. */
export interface Delivery {
  readonly factory: string;
  /** The way it came, such as `hj212:192.0.2.7`. */
  readonly origin: string;
  readonly receivedMs: number;
  readonly readings: readonly MeterReading[];
}

export interface MeterDoor {
  /** Resolves when the readings are durable; rejects after `answerMsMax`, and then they have to be sent again. */
  deliver(delivery: Delivery): Promise<void>;
  /** Resolves when the bytes are kept. */
  refuse(refused: RefusedBytes): Promise<void>;
  /** Counts what is refused, and does not keep its bytes. */
  refuseUnkept(reason: string): void;
}

export interface MeterDoorPorts extends CollectorPorts {
  /** How long a delivery may wait for its answer. */
  readonly answerMsMax: number;
  readonly notes?: Log;
}

/** A delivery waits so long for others, because a commit costs as much for one as for a thousand. */
const gatherMs = 5;
/** A batch on its way has at most so many and those of one more delivery; the next begins another. */
const togetherMax = 50_000;
/** Readings on their way; who brings more waits. */
const underWayMax = 200_000;

/** Deliveries of one source and factory that travel together. */
interface Parcel {
  readonly first: Delivery;
  readonly readings: MeterReading[];
  readonly sent: Promise<void>;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const keyOf = ({ origin, factory }: Delivery): string => `${origin}\n${factory}`;

function parcel(first: Delivery): Parcel {
  let done = (): void => undefined;
  let failed = (_: unknown): void => undefined;
  const sent = new Promise<void>((resolve, reject) => {
    done = resolve;
    failed = reject;
  });
  sent.catch(() => undefined); // each delivery of it is told by itself
  return { first, readings: [], sent, done, failed };
}

/**
 * The one way of devices into topic telemetry. What comes within some milliseconds leaves in one round: of one source and factory as one
 * record, of ten thousand factories as so many records that the log makes durable together.
 */
export function openMeterDoor(ports: MeterDoorPorts): MeterDoor {
  const { answerMsMax, meter = noMeter, now, store, log, isShared } = ports;
  const book = refusedBook({ store, meter, now });
  const verdicts = countVerdicts({ store, meter, notes: ports.notes, isShared });
  let round = new Map<string, Parcel>();
  /** Parcels that are full before their round ends. */
  let full: Parcel[] = [];
  const underWay = turnstile(underWayMax);

  const send = async ({ first, readings, done, failed }: Parcel): Promise<void> => {
    const { factory } = first;
    try {
      ports.refuseWhenStalled();
      // Embedded, one record has any number of readings; on Kafka a message is bounded.
      const runs = isShared ? messagesOf(readings) : [readings];
      await Promise.all(
        runs.map((run) => log.publish(topics.telemetry.name, factory, readingsRecord(factory, run, first))),
      );
      done();
      verdicts.add(factory, readings);
    } catch (error) {
      failed(error);
    } finally {
      underWay.leave(readings.length);
    }
  };
  const leave = (): void => {
    const parcels = [...full, ...round.values()];
    round = new Map();
    full = [];
    // One clock for all that leave together: what is not durable by then has to be sent again.
    const late = setTimeout(() => {
      for (const { first, failed } of parcels) failed(new NotYetStored(first.origin, answerMsMax));
    }, answerMsMax);
    Promise.all(parcels.map(send)).then(() => clearTimeout(late));
  };
  const begin = (delivery: Delivery): Parcel => {
    if (round.size === 0 && full.length === 0) setTimeout(leave, gatherMs);
    const begun = parcel(delivery);
    round.set(keyOf(delivery), begun);
    return begun;
  };

  /** Puts a delivery that is let in into its parcel. */
  const put = (delivery: Delivery): Promise<void> => {
    const own = round.get(keyOf(delivery)) ?? begin(delivery);
    for (const reading of delivery.readings) own.readings.push(reading);
    if (own.readings.length >= togetherMax) {
      round.delete(keyOf(delivery));
      full.push(own);
    }
    return own.sent;
  };
  /** Waits for room; who is told meanwhile that it takes too long does not go in any more. */
  const putInTurn = (delivery: Delivery): Promise<void> => {
    const { entered, giveUp } = underWay.enter(delivery.readings.length);
    const stored = entered.then(() => put(delivery));
    return within(answerMsMax, stored, () => {
      giveUp();
      return new NotYetStored(delivery.origin, answerMsMax);
    });
  };

  return {
    deliver: async (delivery) => {
      const { length } = delivery.readings;
      if (length === 0) return;
      await (underWay.tryEnter(length) ? put(delivery) : putInTurn(delivery));
    },
    refuse: (refused) => book.keep(refused),
    refuseUnkept: (reason) => book.count(reason),
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
