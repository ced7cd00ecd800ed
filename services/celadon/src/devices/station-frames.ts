import { dataFields, type Exchange, type Field, message } from "@celadon/hj212";
import type { SentReading } from "@celadon/simulator";
import { grouped } from "./grouped.ts";

/** A frame that a station has to send. */
export interface StationFrame {
  readonly cn: string;
  readonly readings: readonly SentReading[];
}

/** So many values fit into 1024 characters. */
const valuesMost = 20;

/** `outfall/2061/w01018-Avg` of station `outfall`; undefined where the name is none of its. */
function partsOf(source: string, channel: string) {
  const [, cn, code, suffix] = /^(\d{4})\/([A-Za-z0-9]+)-([A-Za-z0-9]+)$/.exec(channel.slice(source.length + 1)) ?? [];
  if (!channel.startsWith(`${source}/`) || cn === undefined || code === undefined || suffix === undefined)
    return undefined;
  return { cn, code, suffix };
}

export const isOfStation = (source: string, channel: string): boolean => partsOf(source, channel) !== undefined;

/** The frames of readings: of one command and instant each, and not longer than a segment may be. */
export function stationFrames(source: string, readings: readonly SentReading[]): readonly StationFrame[] {
  const cnOf = ({ channel }: SentReading): string => partsOf(source, channel)?.cn ?? "";
  return grouped(readings, cnOf).flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / valuesMost) }, (_, i) => {
      const some = group.slice(i * valuesMost, (i + 1) * valuesMost);
      return { cn: some.map(cnOf)[0] ?? "", readings: some };
    }),
  );
}

/** The fields of a frame: DataTime, then each value with flag N. RF=1 exists from 2025 on. */
export function frameFields(source: string, { cn, readings }: StationFrame, exchange: Exchange): readonly Field[] {
  const [first] = readings;
  if (first === undefined) throw new TypeError("A frame has readings.");
  const items = new Map<string, Record<string, string>>();
  for (const { channel, value } of readings) {
    const parts = partsOf(source, channel);
    if (parts === undefined) throw new TypeError(`${channel} is no channel of station ${source}.`);
    items.set(parts.code, { ...items.get(parts.code), [parts.suffix]: value });
  }
  const data = [...items].map(([code, values]) => ({ code, values, flag: "N" }));
  return message(exchange, cn, dataFields(first.atMs, data), {
    backfill: first.isBackfill && exchange.version === 2025,
  });
}
