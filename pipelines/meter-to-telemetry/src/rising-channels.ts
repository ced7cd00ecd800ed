import { microText, qualityCodes } from "@celadon/proto";
import type { ReadingChunk } from "./reading-chunk.ts";

/** A channel whose values only rose in time, as the standings of a register do. */
export interface RisenChannel {
  readonly factory: string;
  readonly channel: string;
  readonly readings: number;
  readonly first: string;
  readonly last: string;
}

/** Looks at the readings of one body as they pass, at constant cost a reading. */
export interface RisingChannels {
  see(chunk: ReadingChunk): void;
  /** By factory and channel. */
  risen(): readonly RisenChannel[];
}

/** Fewer readings, or fewer rises among them, may come by chance: a ramp, or a batch that is a little larger each time. */
const leastReadings = 24;
const leastRises = 8;
/** Names a body may make us remember. */
const channelsMax = 10_000;

interface Watched {
  readonly factory: string;
  readonly channel: string;
  only: boolean;
  readings: number;
  rises: number;
  atMs: number;
  value: Micro;
  firstMs: number;
  first: Micro;
  lastMs: number;
  last: Micro;
}

/** value * 10^6 as the halves of an int64: a bigint for every row would be garbage. */
interface Micro {
  readonly high: number;
  readonly low: number;
}

const nothing: Micro = { high: 0, low: 0 };

/**
 * Channels with at least 24 readings of which none, in time, is below its neighbour and at least 8 are above it. Rows forward or
 * backward in time are alike. Retracted ones are not looked at.
 */
export function risingChannels(): RisingChannels {
  const watched = new Map<string, Watched>();
  return {
    see(chunk) {
      const { count, channel, quality } = chunk;
      const places = chunk.channels.map((name) => watch(watched, chunk.factory, name));
      const at = halves(chunk.atMs);
      const value = halves(chunk.valueMicro);
      for (let row = 0; row < count; row++) {
        const seen = places[channel[row] as number];
        if (seen === undefined || !seen.only || quality[row] === qualityCodes.retracted) continue;
        look(seen, numberAt(at, row), { high: value[2 * row + 1] as number, low: value[2 * row] as number });
      }
    },
    risen: () =>
      [...watched.values()]
        .filter(({ only, readings, rises }) => only && readings >= leastReadings && rises >= leastRises)
        .map(({ factory, channel, readings, first, last }) => {
          return {
            factory,
            channel,
            readings,
            first: microText(first.high, first.low),
            last: microText(last.high, last.low),
          };
        })
        .toSorted((a, b) => (keyOf(a.factory, a.channel) < keyOf(b.factory, b.channel) ? -1 : 1)),
  };
}

const keyOf = (factory: string, channel: string): string => `${factory}\n${channel}`;

function watch(watched: Map<string, Watched>, factory: string, channel: string): Watched | undefined {
  const key = keyOf(factory, channel);
  const before = watched.get(key);
  if (before !== undefined || watched.size >= channelsMax) return before;
  const seen: Watched = {
    factory,
    channel,
    only: true,
    readings: 0,
    rises: 0,
    atMs: 0,
    value: nothing,
    firstMs: Number.POSITIVE_INFINITY,
    first: nothing,
    lastMs: Number.NEGATIVE_INFINITY,
    last: nothing,
  };
  watched.set(key, seen);
  return seen;
}

function look(seen: Watched, atMs: number, value: Micro): void {
  if (seen.readings > 0 && atMs !== seen.atMs) {
    const rise = atMs > seen.atMs ? compare(value, seen.value) : compare(seen.value, value);
    if (rise < 0) {
      seen.only = false;
      return;
    }
    if (rise > 0) seen.rises += 1;
  }
  seen.readings += 1;
  seen.atMs = atMs;
  seen.value = value;
  if (atMs < seen.firstMs) {
    seen.firstMs = atMs;
    seen.first = value;
  }
  if (atMs > seen.lastMs) {
    seen.lastMs = atMs;
    seen.last = value;
  }
}

const compare = (a: Micro, b: Micro): number => a.high - b.high || (a.low >>> 0) - (b.low >>> 0);

const halves = ({ buffer, byteOffset, length }: BigInt64Array): Int32Array =>
  new Int32Array(buffer, byteOffset, 2 * length);

/** Exact below 2^53, as every instant is. */
const numberAt = (column: Int32Array, row: number): number =>
  (column[2 * row + 1] as number) * 4_294_967_296 + ((column[2 * row] as number) >>> 0);
