import { setTimeout as sleep } from "node:timers/promises";
import { type Fleet, registerMicro, startMs } from "./fleet.ts";
import { hourMs, madeChannel, madeT } from "./footprint-plant.ts";
import { post } from "./server.ts";

/** One plant's second, acknowledged. */
export interface Acknowledged {
  readonly factory: string;
  readonly second: number;
  /** By `performance.now()`. */
  readonly ackMs: number;
  /** The number of the correction in it, from 1; absent where it held none. */
  readonly correction: number | undefined;
}

export interface LiveWanted {
  /** Of the collector. */
  readonly url: string;
  /** Meters at 1 Hz each. */
  readonly plants: readonly Fleet[];
  /** Seconds after the fleets' beginning, half-open. */
  readonly from: number;
  readonly to: number;
  /** Every so many seconds a plant corrects what it made in the first hour. */
  readonly correctEvery: number;
  readonly onAck?: (one: Acknowledged) => void;
}

/**
 * Plants that live: each sends all its meters once a second, one request a plant, spread evenly over the second; nobody waits for
 * another's acknowledgement. The amount made closes each hour, and that of the first hour is corrected again and again: the
 * n-th correction says n thousandths more. Resolves when all is acknowledged, with how many readings that were.
 */
export async function goLive({ url, plants, from, to, correctEvery, onAck }: LiveWanted): Promise<number> {
  const corrections = plants.map(() => 0);
  const failing = new AbortController();
  const pending: Promise<void>[] = [];
  let readings = 0;
  const beganMs = performance.now();
  for (let second = from; second < to; second++) {
    for (const [i, plant] of plants.entries()) {
      const dueMs = beganMs + 1_000 * (second - from + i / plants.length);
      await sleep(Math.max(0, dueMs - performance.now()));
      failing.signal.throwIfAborted();
      const lines = meterLines(plant, second);
      if ((second * 1_000) % hourMs === 0) lines.push(madeLine(plant, second, madeT, 0));
      let correction: number | undefined;
      if ((second + i) % correctEvery === 0) {
        correction = (corrections[i] as number) + 1;
        corrections[i] = correction;
        lines.push(madeLine(plant, hourMs / 1_000, madeT + correction / 1_000, correction));
      }
      pending.push(
        post(`${url}/v1/readings`, Buffer.from(lines.join(""))).then(({ accepted }) => {
          const ackMs = performance.now();
          if (accepted !== lines.length)
            throw new Error(`${plant.factory}: ${accepted} of ${lines.length} readings were accepted.`);
          readings += lines.length;
          onAck?.({ factory: plant.factory, second, ackMs, correction });
        }),
      );
      pending.at(-1)?.catch((error: unknown) => failing.abort(error));
    }
  }
  await Promise.all(pending);
  return readings;
}

const atText = (second: number): string => new Date(startMs + second * 1_000).toISOString();

function meterLines({ factory, channels }: Fleet, second: number): string[] {
  const at = atText(second);
  return channels.map((channel, c) => {
    const value = (registerMicro(c, second) / 1e6).toFixed(6);
    return `{"factory":"${factory}","channel":"${channel}","at":"${at}","value":${value}}\n`;
  });
}

const madeLine = ({ factory }: Fleet, second: number, value: number, revision: number): string =>
  `{"factory":"${factory}","channel":"${madeChannel}","at":"${atText(second)}","value":${value.toFixed(3)},"revision":${revision}}\n`;
