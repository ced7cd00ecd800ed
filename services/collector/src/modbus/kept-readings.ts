import type { Delivery } from "../meters/meter-door.ts";
import { tryToStore } from "../meters/try-to-store.ts";
import { backOffMs } from "./back-off.ts";
import type { ModbusPorts } from "./modbus-ports.ts";

/** Readings of one source until they are stored. A slave has no memory and would not send them again. */
export interface KeptReadings {
  readonly put: (delivery: Delivery) => void;
  /** Readings that wait. */
  readonly waiting: () => number;
  /** Stores them until the signal aborts, then tries once more. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** Deliveries on their way together; the door makes one record of them. */
const togetherMax = 100;

export function keptReadings(source: string, waitingMax: number, ports: ModbusPorts): KeptReadings {
  const { door, notes, meter, random, wait } = ports;
  const queue: Delivery[] = [];
  let underWay = 0;
  let waiting = 0;
  let lost = 0;
  let wake = (): void => undefined;

  const lose = (count: number): void => {
    if (lost === 0) notes.warn({ source, waitingMax }, "readings are lost: too many wait for the store");
    lost += count;
    meter.count("celadon_modbus_readings_lost_total", {}, count);
  };
  const dropOldest = (): void => {
    while (waiting > waitingMax && queue.length > underWay) {
      const [oldest] = queue.splice(underWay, 1);
      if (oldest === undefined) return;
      waiting -= oldest.readings.length;
      lose(oldest.readings.length);
    }
  };
  /** Whether all of the first deliveries are stored; those that are not stay at their place. */
  const sendFirst = async (): Promise<boolean> => {
    const first = queue.slice(0, togetherMax);
    underWay = first.length;
    const stored = await Promise.all(first.map((delivery) => tryToStore(door.deliver(delivery))));
    underWay = 0;
    queue.splice(0, first.length, ...first.filter((_, i) => stored[i] === false));
    waiting = queue.reduce((sum, { readings }) => sum + readings.length, 0);
    if (queue.length === 0 && lost > 0) {
      notes.warn({ source, lost }, "readings are stored again; so many were lost");
      lost = 0;
    }
    return !stored.includes(false);
  };

  return {
    put: (delivery) => {
      queue.push(delivery);
      waiting += delivery.readings.length;
      dropOldest();
      wake();
    },
    waiting: () => waiting,
    run: async (signal) => {
      signal.addEventListener("abort", () => wake(), { once: true });
      for (let failures = 0; !signal.aborted || queue.length > 0; ) {
        if (queue.length === 0) {
          await new Promise<void>((go) => {
            wake = go;
          });
          continue;
        }
        const isLastTry = signal.aborted;
        if (await sendFirst()) failures = 0;
        else if (isLastTry) break;
        else await wait(backOffMs(++failures, random), signal);
      }
      if (waiting > 0) lose(waiting);
    },
  };
}
