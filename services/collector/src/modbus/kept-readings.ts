import type { Delivery } from "../meters/meter-door.ts";
import { storeInTheEnd } from "../meters/try-to-store.ts";
import type { ModbusPorts } from "./modbus-ports.ts";

/** Readings of one source until they are stored. A slave has no memory and would not send them again. */
export interface KeptReadings {
  readonly put: (delivery: Delivery) => void;
  /** Readings that wait. */
  readonly waiting: () => number;
  /** Stores them, the oldest first, until the signal aborts; what waits then is tried once more. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** Deliveries on their way together; the door makes one record of them. */
const togetherMax = 100;

export function keptReadings(source: string, waitingMax: number, ports: ModbusPorts): KeptReadings {
  const { door, notes, meter } = ports;
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
  /** False where it was not done when the signal aborted. What of it was stored is sent again with the rest: keys make that harmless. */
  const storeFirst = async (signal: AbortSignal): Promise<boolean> => {
    const first = queue.slice(0, togetherMax);
    underWay = first.length;
    const isStored = await storeInTheEnd(() => Promise.all(first.map((delivery) => door.deliver(delivery))), signal);
    underWay = 0;
    if (!isStored) return false;
    queue.splice(0, first.length);
    waiting = queue.reduce((sum, { readings }) => sum + readings.length, 0);
    if (queue.length === 0 && lost > 0) {
      notes.warn({ source, lost }, "readings are stored again; so many were lost");
      lost = 0;
    }
    return true;
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
      while (!signal.aborted || queue.length > 0) {
        if (queue.length === 0) {
          await new Promise<void>((go) => {
            wake = go;
          });
        } else if (!(await storeFirst(signal))) break;
      }
      if (waiting > 0) lose(waiting);
    },
  };
}
